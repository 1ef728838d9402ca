// /// script
// requires-node = ">=18"
// dependencies = ["turndown@7.2.5"]
//
// [tool.npm]
// before = "2026-11-23T00:00:00Z"
//
// [tool.boilerbench]
// title = "Turndown"
// homepage = "https://github.com/mixmark-io/turndown"
// licence = "MIT"
// kind = "converter"
//
// [tool.boilerbench.variants]
// defaults = { removed = "" }
// ///
/** The whole page as Markdown, without scripts, styles and title. */
import TurndownService from "turndown";

const CHOICES = {
  headingStyle: ["setext", "atx"],
  codeBlockStyle: ["indented", "fenced"],
  linkStyle: ["inlined", "referenced"],
};

export function extract(
  html,
  url,
  {
    headingStyle = "setext",
    bulletListMarker = "*",
    codeBlockStyle = "indented",
    linkStyle = "inlined",
    removed = "script style title",
  } = {},
) {
  const settings = { headingStyle, bulletListMarker, codeBlockStyle, linkStyle };
  for (const [name, known] of Object.entries(CHOICES)) {
    if (known.includes(settings[name])) continue;
    throw new RangeError(`${name} is ${settings[name]}; it can be ${known.join(", ")}`);
  }
  const service = new TurndownService(settings).remove(removed.split(" "));
  return { markdown: service.turndown(html) };
}
