// /// script
// requires-node = ">=20.19"
// dependencies = ["html-to-text@10.0.1"]
//
// [tool.npm]
// before = "2026-11-23T00:00:00Z"
//
// [tool.boilerbench]
// title = "html-to-text"
// homepage = "https://github.com/html-to-text/node-html-to-text"
// licence = "MIT"
// kind = "converter"
//
// [tool.boilerbench.variants]
// defaults = { links = true, images = true, uppercaseHeadings = true, wordwrap = 80 }
// ///
/** The text of the whole body, laid out in blocks. */
import { convert } from "html-to-text";

export function extract(
  html,
  url,
  { links = false, images = false, uppercaseHeadings = false, wordwrap = 0 } = {},
) {
  const headings = ["h1", "h2", "h3", "h4", "h5", "h6"];
  return convert(html, {
    wordwrap: wordwrap || false,
    limits: { maxInputLength: undefined }, // else cut at 16 MiB
    selectors: [
      { selector: "a", options: { ignoreHref: !links } },
      ...(images ? [] : [{ selector: "img", format: "skip" }]),
      ...headings.map((selector) => ({ selector, options: { uppercase: uppercaseHeadings } })),
    ],
  });
}
