/// How the pages look: like a well set document, calm, in the reader's colours, on any width and on paper.
///
/// Every pair of text and ground has a contrast of at least 4.5 to 1 in both schemes.
enum PageStyle {
    static let sheet: HTML = "\(colours)\(type)\(frame)\(wideFrame)\(parts)\(texts)\(slides)\(paper)"

    private static let colours: HTML = """
        :root {
          color-scheme: light dark;
          --paper: #faf9f6; --sheet: #ffffff; --ink: #1e1d1b; --soft: #5d5951; --line: #e2ddd3; --link: #1c4f82;
          --plain: #efece5; --plain-ink: #46423b;
          --good: #e2f3e6; --good-ink: #14572c;
          --hint: #e5eff8; --hint-ink: #1b4e7a;
          --warning: #fbf0d5; --warning-ink: #6d4400;
          --error: #fce9e6; --error-ink: #952119;
          --mark: #ffedaa; --mark-ink: #2b2410;
        }
        @media (prefers-color-scheme: dark) {
          :root {
            --paper: #151719; --sheet: #1c1f22; --ink: #e7e4de; --soft: #aaa69d; --line: #33373c; --link: #93c3f2;
            --plain: #2b2f33; --plain-ink: #cdc9c0;
            --good: #17351f; --good-ink: #a5dfb5;
            --hint: #1a3146; --hint-ink: #a9d1f5;
            --warning: #3b2f13; --warning-ink: #f1cb80;
            --error: #43211d; --error-ink: #ffb9af;
            --mark: #574810; --mark-ink: #fff5d2;
          }
        }

        """

    private static let type: HTML = """
        *, *::before, *::after { box-sizing: border-box; }
        html { font: 100%/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif;
          scroll-padding-top: 4.5rem; -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
        @media (prefers-reduced-motion: no-preference) { html { scroll-behavior: smooth; } }
        body { margin: 0; background: var(--paper); color: var(--ink); overflow-wrap: anywhere; }
        h1, h2, h3, h4, p, ul, ol, dl, dd, figure, table, fieldset { margin: 0; padding: 0; }
        h1 { font-size: clamp(1.7rem, 1.2rem + 2vw, 2.6rem); line-height: 1.15; font-weight: 650;
          letter-spacing: -0.015em; text-wrap: balance; }
        h2 { font-size: 1.4rem; line-height: 1.25; font-weight: 650; letter-spacing: -0.01em; text-wrap: balance; }
        h3 { font-size: 1rem; line-height: 1.35; font-weight: 650; }
        a { color: var(--link); text-underline-offset: 0.18em; text-decoration-thickness: 0.06em; }
        a:hover { text-decoration-thickness: 0.14em; }
        :focus-visible { outline: 0.18rem solid var(--link); outline-offset: 0.15rem; border-radius: 0.2rem; }
        main:focus { outline: none; }
        ul, ol { list-style: none; }
        summary { cursor: pointer; }
        code { font: 0.92em ui-monospace, "SF Mono", Menlo, Consolas, monospace; }

        """

    private static let frame: HTML = """
        .skip { position: absolute; left: 1rem; top: -6rem; z-index: 3; padding: 0.6rem 1rem;
          background: var(--sheet); border: 1px solid var(--line); border-radius: 0.4rem; }
        .skip:focus { top: 0.6rem; }
        .unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%);
          white-space: nowrap; }
        .top, main, .end { padding: 0 clamp(1rem, 4vw, 3rem); }
        .top { padding-top: clamp(1.5rem, 4vw, 3.5rem); padding-bottom: 2rem; max-width: 92rem; }
        .top > * + * { margin-top: 0.6rem; }
        .kind { color: var(--soft); font-size: 0.8rem; font-weight: 600; letter-spacing: 0.08em;
          text-transform: uppercase; }
        .lead { color: var(--soft); max-width: 46rem; }
        main { max-width: 92rem; min-width: 0; padding-bottom: 4rem; }
        .end { padding-top: 1.5rem; padding-bottom: 2.5rem; border-top: 1px solid var(--line); color: var(--soft);
          font-size: 0.85rem; }
        .places { position: sticky; top: 0; z-index: 2; background: var(--paper);
          border-block: 1px solid var(--line); }
        .places ol { display: flex; gap: 0.25rem; padding: 0.5rem clamp(1rem, 4vw, 3rem); overflow-x: auto;
          scrollbar-width: thin; }
        .places li { position: relative; flex: none; }
        .places a { display: flex; align-items: center; justify-content: center; min-width: 2.5rem; height: 2.5rem;
          padding: 0 0.6rem; border-radius: 0.4rem; color: var(--ink); text-decoration: none; }
        .places a:hover { background: var(--plain); }
        .places .mark { font-variant-numeric: tabular-nums; }
        .places .name { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
        .places .remark { margin-left: 0.35rem; padding: 0 0.4rem; border-radius: 1rem; font-size: 0.75rem;
          background: var(--warning); color: var(--warning-ink); white-space: nowrap; }

        """

    private static let wideFrame: HTML = """
        @media (min-width: 75rem) {
          body:has(.places) { display: grid; grid-template-columns: 17rem minmax(0, 1fr);
            grid-template-rows: auto auto auto; }
          .top, .end { grid-column: 1 / -1; }
          html { scroll-padding-top: 1.5rem; }
          .places { align-self: start; max-height: 100vh; overflow-y: auto; border: 0; scrollbar-width: thin;
            padding: 1rem 0 2rem clamp(1rem, 4vw, 3rem); }
          .places ol { display: block; padding: 0; overflow: visible; }
          .places a { justify-content: flex-start; align-items: baseline; gap: 0.5rem; height: auto; min-width: 0;
            padding: 0.32rem 0.6rem; font-size: 0.9rem; line-height: 1.35; }
          .places .mark { flex: none; min-width: 1.4rem; text-align: right; color: var(--soft); }
          .places .name { position: static; flex: 1; min-width: 0; width: auto; height: auto; clip-path: none;
            text-align: left; white-space: nowrap; text-overflow: ellipsis; }
        }

        """
}
