extension PageStyle {
    /// What stands on every page.
    static let parts: HTML = """
        .facts { display: grid; grid-template-columns: repeat(auto-fill, minmax(8.2rem, 1fr)); gap: 1.25rem 1rem;
          padding-top: 1.5rem; }
        .facts div { border-top: 1px solid var(--line); padding-top: 0.6rem; }
        .facts dt { color: var(--soft); font-size: 0.85rem; }
        .facts dd { font-size: 1.35rem; line-height: 1.3; font-weight: 600; font-variant-numeric: tabular-nums;
          letter-spacing: -0.01em; }
        .facts dd.note { color: var(--soft); font-size: 0.8rem; font-weight: 400; letter-spacing: 0; }
        .badge { display: inline-block; padding: 0.05rem 0.55rem; border-radius: 1rem; font-size: 0.78rem;
          font-weight: 600; line-height: 1.5; background: var(--plain); color: var(--plain-ink); }
        .badge.good { background: var(--good); color: var(--good-ink); }
        .badge.hint { background: var(--hint); color: var(--hint-ink); }
        .badge.warning { background: var(--warning); color: var(--warning-ink); }
        .badge.error { background: var(--error); color: var(--error-ink); }
        .filter { display: none; border: 0; padding: 1.25rem 0 0.5rem; }
        @supports selector(body:has(a)) { .filter { display: flex; flex-wrap: wrap; gap: 0.4rem; } }
        .filter legend { padding: 0; margin-bottom: 0.4rem; color: var(--soft); font-size: 0.85rem; float: left;
          width: 100%; }
        .filter label { position: relative; }
        .filter input { position: absolute; inset: 0; width: 100%; height: 100%; margin: 0; opacity: 0;
          cursor: pointer; }
        .filter span { display: block; padding: 0.3rem 0.9rem; border: 1px solid var(--line); border-radius: 2rem;
          background: var(--sheet); font-size: 0.9rem; }
        .filter input:hover + span { border-color: var(--soft); }
        .filter input:checked + span { background: var(--ink); border-color: var(--ink); color: var(--paper); }
        .filter input:focus-visible + span { outline: 0.18rem solid var(--link); outline-offset: 0.15rem; }
        .overview { padding-top: 1.5rem; max-width: 64rem; }
        .overview > * + * { margin-top: 0.75rem; }
        .overview summary { width: fit-content; }
        .overview summary h2 { display: inline; }
        table { width: 100%; border-collapse: collapse; font-size: 0.95rem; margin-top: 0.75rem; }
        caption { text-align: start; color: var(--soft); font-size: 0.85rem; padding-bottom: 0.4rem; }
        th, td { text-align: start; vertical-align: baseline; padding: 0.5rem 1rem 0.5rem 0;
          border-top: 1px solid var(--line); }
        thead th { border-top: 0; color: var(--soft); font-size: 0.85rem; font-weight: 600; }
        tbody th { font-weight: 400; }
        td.number, th.number { text-align: end; font-variant-numeric: tabular-nums; }

        """

    /// Texts of the deck, and what is marked in them.
    static let texts: HTML = """
        .words { font: 1.06rem/1.62 Charter, "Bitstream Charter", "Iowan Old Style", Georgia, "Noto Serif", serif;
          max-width: 40rem; white-space: pre-line; }
        .words > * + * { margin-top: 0.6em; }
        .words ul { padding-inline-start: 1.2em; list-style: disc; }
        .words li + li { margin-top: 0.3em; }
        mark { background: var(--mark); color: var(--mark-ink); border-radius: 0.15rem; padding: 0 0.1em;
          text-decoration: underline dotted; text-underline-offset: 0.2em; }
        .ref { font: 600 0.7rem/1 system-ui, sans-serif; vertical-align: super; padding: 0.1rem 0.2rem; }
        span + .ref { display: inline-block; min-width: 1.5rem; padding: 0.42rem 0.2rem; margin-block: -0.42rem;
          text-align: center; }
        ins { background: var(--good); color: var(--good-ink); text-decoration: underline; border-radius: 0.15rem;
          text-decoration-thickness: 0.08em; text-underline-offset: 0.18em; }
        del { background: var(--error); color: var(--error-ink); text-decoration: line-through;
          border-radius: 0.15rem; }
        del + ins { margin-inline-start: 0.25em; }

        """

    /// Slides, their fields and their findings.
    static let slides: HTML = """
        .slide { padding-top: 3rem; margin-top: 2.5rem; border-top: 1px solid var(--line); }
        .slide > header > * + * { margin-top: 0.4rem; }
        .slide > header .number { color: var(--soft); font-weight: 500; }
        .quiet { color: var(--soft); font-size: 0.9rem; }
        .sides { display: grid; gap: 1.5rem; padding-top: 1.25rem; }
        figure img { display: block; width: 100%; height: auto; border: 1px solid var(--line);
          border-radius: 0.3rem; background: var(--sheet); }
        figure .absent { display: grid; place-items: center; aspect-ratio: 16 / 9; border: 1px dashed var(--line);
          border-radius: 0.3rem; color: var(--soft); font-size: 0.9rem; padding: 1rem; text-align: center; }
        figcaption { padding-top: 0.4rem; color: var(--soft); font-size: 0.85rem; }
        .cards { display: grid; gap: 1rem; min-width: 0; }
        .slide > .cards { padding-top: 1.25rem; }
        .card { padding: 1.1rem 1.25rem 1.15rem; background: var(--sheet); border: 1px solid var(--line);
          border-radius: 0.5rem; min-width: 0; }
        .card > * + * { margin-top: 0.7rem; }
        .card > header { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0.35rem 0.6rem; }
        .card > header h3 { margin-inline-end: auto; }
        .card:target, .slide:target > header h2, li:target { outline: 0.15rem solid var(--link);
          outline-offset: 0.25rem; border-radius: 0.4rem; }
        .shapes > div + div { margin-top: 0.7rem; }
        .shapes dt { color: var(--soft); font-size: 0.85rem; }
        .told { display: grid; grid-template-columns: auto minmax(0, 1fr); gap: 0.3rem 0.9rem; }
        .told dt { color: var(--soft); font-size: 0.9rem; }
        .told dd { max-width: 44rem; }
        .notes { font-size: 0.92rem; border-inline-start: 0.2rem solid var(--warning-ink);
          padding-inline-start: 0.8rem; }
        .notes li + li { margin-top: 0.35rem; }
        .notes.failed { border-color: var(--error-ink); }
        .before summary { color: var(--soft); font-size: 0.9rem; width: fit-content; }
        .before[open] summary { margin-bottom: 0.5rem; }
        .before .words { font-size: 1rem; border-inline-start: 0.2rem solid var(--line);
          padding-inline-start: 0.8rem; }
        .source { color: var(--soft); font-size: 0.82rem; }
        @media (min-width: 62rem) {
          .sides { grid-template-columns: minmax(0, 5fr) minmax(0, 7fr); gap: 2rem; }
          .sides figure { position: sticky; top: 1.5rem; align-self: start; }
        }
        @media (min-width: 62rem) and (max-width: 74.99rem) { .sides figure { top: 4.5rem; } }
        @media (max-width: 30rem) {
          .told { grid-template-columns: minmax(0, 1fr); gap: 0; }
          .told dd + dt { margin-top: 0.5rem; }
          .card { padding: 0.9rem 1rem 1rem; }
        }

        """

    static let paper: HTML = """
        @media print {
          :root { --paper: #fff; --sheet: #fff; --ink: #000; --soft: #444; --line: #bbb; --link: #000;
            --plain: #fff; --plain-ink: #000; --good: #fff; --good-ink: #000; --hint: #fff; --hint-ink: #000;
            --warning: #fff; --warning-ink: #000; --error: #fff; --error-ink: #000; --mark: #fff;
            --mark-ink: #000; }
          @page { margin: 16mm; }
          html { font-size: 9pt; }
          body:has(.places) { display: block; }
          .places, .filter, .skip { display: none; }
          .top, main, .end { padding-left: 0; padding-right: 0; max-width: none; }
          .badge, .card { border: 1px solid #888; }
          .slide { margin: 0; padding-top: 6mm; }
          .sides, .cards { display: block; }
          .sides figure { position: static; max-width: 80mm; margin-bottom: 4mm; break-after: avoid; }
          .card { margin-bottom: 3mm; padding: 2.5mm 4mm; }
          figure, h2, h3, .card, .notes li { break-inside: avoid; }
          h2, h3, .card > header { break-after: avoid; }
          .words { max-width: none; }
          .words a[href^="http"] { text-decoration: none; }
        }

        """
}
