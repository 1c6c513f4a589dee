/** Text that does not fit what it is to become; `path` leads from the text's top to what is wrong: `.items[2].price`. */
export class Misfit extends Error {
  readonly path: string;

  constructor(path: string, message: string) {
    super(message);
    this.name = "Misfit";
    this.path = path;
  }
}

/** The path of a field, however it is called. */
export function inField(path: string, name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? `${path}.${name}` : `${path}[${JSON.stringify(name.slice(0, 100))}]`;
}
