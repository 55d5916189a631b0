/** A calendar day as people say it, UTC: `12 May`, with the year when it is not that of `now`. */
export function dayText(at: Date, now: Date): string {
  const isThisYear = at.getUTCFullYear() === now.getUTCFullYear();
  return at.toLocaleDateString("en-GB", {
    day: "numeric",
    month: "short",
    timeZone: "UTC",
    ...(isThisYear ? {} : { year: "numeric" }),
  });
}

/** A moment of a day, UTC: `12 May, 14:00`. */
export function hourText(at: Date, now: Date): string {
  const time = at.toLocaleTimeString("en-GB", {
    hour: "2-digit",
    minute: "2-digit",
    timeZone: "UTC",
  });
  return `${dayText(at, now)}, ${time}`;
}
