/** One word for a POSIX shell: bare when nothing in it is special, else in single quotes. */
export function shellWord(word: string): string {
  if (/^[A-Za-z0-9_@%+=:,./-]+$/.test(word)) return word;
  return `'${word.replaceAll("'", `'\\''`)}'`;
}

/** A comment line; line breaks in it would end the comment and start a command. */
export function shellComment(text: string): string {
  return `# ${text.replace(/[\r\n]+/g, " ")}`;
}

/**
 * A command over several lines: the program, then one line per group of words, each quoted, joined by `\`.
 * `["--entity-name", "orders"]` stays together on one line.
 */
export function commandLine(program: string, groups: readonly (readonly string[])[]): string {
  const lines = groups.filter((words) => words.length > 0).map((words) => `  ${words.map(shellWord).join(" ")}`);
  return [shellWord(program), ...lines].join(" \\\n");
}
