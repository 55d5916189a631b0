import { expect, it } from "vitest";
import { scoreColumnId, scoreNameOf } from "./columns";
import { changedSearch, searchOf } from "./list-address";
import { readListRequest } from "./list-request";

const now = new Date("2026-05-12T14:00:00Z");
const read = (search: string) => readListRequest(search, now);

it("opens a bare address on the last thirty days, newest first", () => {
  expect(read("")).toMatchObject({
    range: "30d",
    window: { from: new Date("2026-04-12T14:00:00Z") },
    sort: { key: "time", isDescending: true },
    query: { terms: [] },
    cursor: null,
    liveSince: null,
    leftAside: [],
  });
});

it("lets a clock ahead of ours into a range, and draws the range to now", () => {
  expect(read("range=1h").window.to).toEqual(new Date("2026-05-13T14:00:00Z"));
  expect(read("range=1h").shownUntil).toEqual(now);
  const until = "2026-05-12T12:00:00Z";
  expect(read(`to=${until}`).shownUntil).toEqual(new Date(until));
  expect(read(`from=2026-05-12T13:00:00Z&to=${until}`).shownUntil).toEqual(now);
});

it("lets two ends of a window win over a range", () => {
  const request = read("range=1h&from=2026-05-01T00:00:00Z&to=2026-05-02T00:00:00Z");
  expect(request.range).toBeNull();
  expect(request.window.to).toEqual(new Date("2026-05-02T00:00:00Z"));
});

it.each([
  ["range=2y", "range=2y"],
  ["from=soon", "from=soon"],
  ["sort=-colour", "sort=-colour"],
  ["cols=nothing", "cols=nothing"],
  ["cursor=abc", "cursor=abc"],
  ["from=2026-05-02T00:00:00Z&to=2026-05-01T00:00:00Z", "to is not after from"],
])("opens %s all the same, and says what it left aside", (search, leftAside) => {
  const request = read(search);
  expect(request.leftAside).toEqual([leftAside]);
  expect(request.range).toBe("30d");
});

it("keeps columns in their usual order, whatever the order asked", () => {
  expect(read("cols=release,name,time").columns).toEqual(["time", "name", "release"]);
});

it("puts scores of any name behind the status, and knows them from the address alone", () => {
  const relevance = scoreColumnId("Answer, relevance");
  const { columns } = read(`cols=${encodeURIComponent(`tier,${relevance},status,score.a`)}`);
  expect(columns).toEqual(["status", relevance, "score.a", "tier"]);
  expect(columns.map(scoreNameOf)).toEqual([null, "Answer, relevance", "a", null]);
  expect(read("cols=score.%25").leftAside).toEqual(["cols=score.%"]);
});

it("keeps what is not understood of a query apart from what is", () => {
  const { query, queryFaults } = read("q=status:error+colour:red");
  expect(query.terms).toHaveLength(1);
  expect(queryFaults).toMatchObject([{ part: "colour:red" }]);
});

it("goes back to the first page when what is listed changes", () => {
  expect(changedSearch("q=a&cursor=x&sort=name", { q: "b" })).toBe("?q=b&sort=name");
  expect(changedSearch("q=a&cursor=x", { cursor: "y" })).toBe("?q=a&cursor=y");
  expect(changedSearch("q=a", { q: null })).toBe("?");
  expect(searchOf({ q: ["a", "b"], sort: undefined, range: "" })).toBe("q=a");
});
