/** Who a report is made for. What an audience may not see is in none of its files. */
export const audiences = ["leadership", "enablement"] as const;
export type Audience = (typeof audiences)[number];

/** True for the name of an audience. */
export function isAudience(name: unknown): name is Audience {
  return audiences.includes(name as Audience);
}

/** Whether a page is part of the report of an audience: one that names enablement is part of that report only. */
export function isShownTo(audience: Audience, front: Readonly<Record<string, unknown>>): boolean {
  return front["audience"] !== "enablement" || audience === "enablement";
}

/** What a page's front matter may say of its audience; a slip must not show a page to everybody. */
export function audienceProblem(front: Readonly<Record<string, unknown>>): string | null {
  const named = front["audience"];
  if (named === undefined || named === "enablement" || named === "all") return null;
  return `audience: expected enablement or all, found ${JSON.stringify(named)}.`;
}
