/** Bytes that are not what they were read as; the message says why, to stand after "refused: ". */
export class Refusal extends Error {}
