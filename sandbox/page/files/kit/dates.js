// Moments, as Slack writes them in each reader's own time.
const two = (number) => String(number).padStart(2, "0");
const ENGLISH = "en-GB";

export const momentOf = (ts) => new Date(Number(ts) * 1000);
export const timeOf = (moment) => moment.toLocaleTimeString(ENGLISH, { hour: "2-digit", minute: "2-digit" });
export const dayKey = (moment) => `${moment.getFullYear()}-${two(moment.getMonth() + 1)}-${two(moment.getDate())}`;

export function dayOf(moment, now) {
  const yesterday = new Date(now - 86_400_000);
  if (dayKey(moment) === dayKey(now)) return "Today";
  if (dayKey(moment) === dayKey(yesterday)) return "Yesterday";
  return moment.toLocaleDateString(ENGLISH, { weekday: "long", day: "numeric", month: "long" });
}

// The day is said where no divider says it.
export function saidOn(moment, now) {
  const day = dayOf(moment, now);
  return day === "Today" ? timeOf(moment) : `${day} at ${timeOf(moment)}`;
}

// Slack's own words in <!date^…> and in the date element of rich text.
export function formatted(unix, format) {
  const moment = momentOf(unix);
  const day = (options) => moment.toLocaleDateString(ENGLISH, options);
  const long = day({ weekday: "long", day: "numeric", month: "long", year: "numeric" });
  const short = day({ day: "numeric", month: "short", year: "numeric" });
  const plain = day({ day: "numeric", month: "long", year: "numeric" });
  const near = dayOf(moment, new Date());
  const pretty = (words) => (["Today", "Yesterday"].includes(near) ? near.toLowerCase() : words);
  const said = {
    date_num: dayKey(moment),
    date: plain,
    date_short: short,
    date_long: long,
    date_pretty: pretty(plain),
    date_short_pretty: pretty(short),
    date_long_pretty: pretty(long),
    time: timeOf(moment),
    time_secs: moment.toLocaleTimeString(ENGLISH),
    day_divider_pretty: near,
  };
  return format.replace(/\{(\w+)\}/g, (whole, name) => said[name] ?? whole);
}
