/** What every JavaScript runtime has beyond the language itself, and this folder uses. */
declare class TextEncoder {
  encode(text: string): Uint8Array<ArrayBuffer>;
}
declare class TextDecoder {
  constructor(encoding?: string, options?: { fatal?: boolean });
  decode(bytes: Uint8Array): string;
}
/** The bytes of base64, a character each. */
declare function atob(base64: string): string;
