import { memo, useMemo } from "react";
import { useHere, useShown, useTableState } from "./session";
import css from "./canvas.module.css";
import { curve, middle, path } from "./edges";
import { LineGrid } from "./line-grid";
import type { Card } from "./shapes";
import { useCell } from "./state";

/** The lines between cards: solid from what a person or a rule made, blue and dotted from a model's. */
export const Lines = memo(function Lines() {
  const session = useHere();
  const works = useShown();
  const state = useTableState(session);
  const { cards, links } = state;
  const grid = useMemo(() => new LineGrid(), []);
  const area = useCell(session.board.area);
  const drag = useCell(session.board.drag);
  const pull = useCell(session.board.pull);
  const moved = (card: Card): Card => (drag?.ids.has(card.id) === true ? { ...card, x: card.x + drag.dx, y: card.y + drag.dy } : card);
  const start = pull === undefined ? undefined : cards.get(pull.from);
  return (
    <svg className={css["lines"]} aria-hidden>
      {[...grid.within(area, state)].map((id) => {
        const link = links.get(id);
        if (link === undefined) return null;
        const from = cards.get(link.from);
        const to = cards.get(link.to);
        if (from === undefined || to === undefined || from.bin !== undefined || to.bin !== undefined) return null;
        const line = curve(moved(from), moved(to));
        const kind = from.work === undefined ? "person" : (works.get(from.work)?.by.kind ?? "rule");
        const at = middle(line);
        return (
          <g key={link.id} data-kind={kind}>
            <path d={path(line)} />
            <circle cx={line.from.x} cy={line.from.y} r={4} />
            {link.label !== "" && (
              <text x={at.x} y={at.y - 6} textAnchor="middle">
                {link.label}
              </text>
            )}
          </g>
        );
      })}
      {pull !== undefined && start !== undefined && <path className={css["pull"]} d={path(curve(start, { ...pull.to, w: 1, h: 1 }))} />}
    </svg>
  );
});
