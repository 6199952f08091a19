/** When the newest state that was shown was put in place. */
let newest = 0;

/**
 * Says above the page what keeps the figures of a preview from being made anew, until a state without problems comes. Of
 * two states that are on their way at the same time the older may arrive last; it says nothing any more.
 */
export function showProblems({
  problems = [],
  turn = 0
}: {
  readonly problems?: readonly string[];
  readonly turn?: number;
}): void {
  if (turn < newest) return;
  newest = turn;
  document.querySelector(".preview-problems")?.remove();
  if (problems.length === 0) return;
  const box = document.createElement("div");
  box.className = "preview-problems failure";
  box.setAttribute("role", "alert");
  const lines = ["The figures below are those of before, because of this:", ...problems];
  box.append(...lines.map((words) => Object.assign(document.createElement("p"), {textContent: words})));
  // Not in the page's own part, whose children Framework counts when it puts a change in place.
  document.querySelector("#observablehq-main, main")?.before(box);
}
