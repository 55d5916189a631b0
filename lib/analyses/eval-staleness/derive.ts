/*
 * What the worker does for this analysis. It keeps no rows of single traces: what texts tell depends on
 * all others of their window, so suites are assessed as a whole, every night and when somebody asks.
 */
export { refreshStaleness } from "./facts";
