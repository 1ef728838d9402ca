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
  const service = new TurndownService(settings).remove(removed.split(" "));
  return { markdown: service.turndown(html) };
}
