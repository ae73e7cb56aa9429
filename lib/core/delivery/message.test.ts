import { expect, test } from "vitest";
import { toSlackText } from "./message";

test.each([
  ["<!channel> & <https://evil.example|here>", "&lt;!channel&gt; &amp; &lt;https://evil.example|here&gt;"],
  ["@here *now*", "\u200b@here \u200b*now\u200b*"],
  // Mattermost, Rocket.Chat, and Teams read Markdown.
  ["[Renew your key](https://evil.example)", "[Renew your key]\u200b(https://evil.example)"],
  ["![](https://evil.example/seen.png)", "![]\u200b(https://evil.example/seen.png)"],
  ["Search (old) [EU]", "Search (old) [EU]"],
])("in a chat, %j stays what it says", (text, shown) => {
  expect(toSlackText(text)).toBe(shown);
});
