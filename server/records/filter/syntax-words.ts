/** The parser's names of what stands in a condition. */
const tokens: Readonly<Record<string, string>> = {
  NUMBER: "a number",
  STRING: "a text",
  BOOLEAN: "true or false",
  NULL: "null",
  IDENTIFIER: "a name",
  PLUS: "+",
  MINUS: "-",
  MULTIPLY: "*",
  DIVIDE: "/",
  MODULO: "%",
  EQ: "==",
  NE: "!=",
  LT: "<",
  LE: "<=",
  GT: ">",
  GE: ">=",
  AND: "&&",
  OR: "||",
  NOT: "!",
  IN: "in",
  LPAREN: "(",
  RPAREN: ")",
  LBRACKET: "[",
  RBRACKET: "]",
  LBRACE: "{",
  RBRACE: "}",
  DOT: ".",
  COMMA: ",",
  COLON: ":",
  QUESTION: "?",
  BYTES: "bytes",
};

/** What the parser of conditions says, without the names it has for signs. */
export function syntaxWords(said: string): string {
  const [, wanted = "", got = ""] = /^Expected ([A-Z]+), got ([A-Z]+)$/.exec(said) ?? [];
  const missing = tokens[wanted];
  if (missing) return `Here ${missing} is missing${tokens[got] ? ` before ${tokens[got]}` : ""}`;
  const [, odd = ""] = /^Unexpected token: ([A-Z]+)$/.exec(said) ?? [];
  if (odd === "EOF") return "The condition is not complete";
  return tokens[odd] ? `Here ${tokens[odd]} makes no sense` : said;
}
