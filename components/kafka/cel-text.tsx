import { type CelToken, celTokens } from "@/lib/filter/cel-terms";

/** A CEL expression with its literals and signs told apart; `wrong` = characters that make no sense. */
export function CelText({ text, wrong }: { text: string; wrong?: { start: number; end: number } | undefined }) {
  return celTokens(text).map((token) => (
    <CelPiece
      key={token.at}
      token={token}
      isWrong={wrong !== undefined && token.at < wrong.end && token.at + token.text.length > wrong.start}
    />
  ));
}

function CelPiece({ token, isWrong }: { token: CelToken; isWrong: boolean }) {
  const { kind, text } = token;
  const look =
    kind === "string" || kind === "number" || /^(true|false|null)$/.test(text)
      ? "lit"
      : kind === "sign" && /[=!<>&|+*/%?:-]/.test(text)
        ? "op"
        : undefined;
  return <span className={[look, isWrong ? "wrong" : ""].filter(Boolean).join(" ") || undefined}>{text}</span>;
}
