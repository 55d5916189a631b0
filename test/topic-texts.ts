import { type Random, seededRandom } from "@/lib/domain/statistics/random";

const COMMON =
  "please can you help me with my the a for and i need to is it how do we of in on".split(" ");
const SYLLABLES = "ba de fi go ku la me ni po ra se ti vu wo xa ze bri cle dra flo".split(" ");

/** For tests: what a user says of a topic; each topic has words of its own among common ones. */
export function topicText(topic: number, random: Random): string {
  const length = 8 + Math.floor(random() * 10);
  return Array.from({ length }, () =>
    random() < 0.45
      ? COMMON[Math.floor(random() * COMMON.length)]
      : topicWord(topic, Math.floor(random() * 25)),
  ).join(" ");
}

/** The same word for the same topic and number, always. */
function topicWord(topic: number, number: number): string {
  const random = seededRandom(topic * 1_000 + number + 1);
  const length = 2 + Math.floor(random() * 3);
  return Array.from({ length }, () => SYLLABLES[Math.floor(random() * SYLLABLES.length)]).join("");
}
