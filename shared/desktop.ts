/** What the preload exposes as `window.desktop`, and nothing else: what a page can't do by fetch. Undefined in a browser. */
export interface Desktop {
  readonly platform: string;
  /** Absolute path of a dropped or picked file. */
  pathFor(file: File): string;
  pickPath(options: { kind: 'file' | 'folder'; title: string }): Promise<string | null>;
  reveal(path: string): Promise<void>;
}
/** The page's File, named here so that this folder needs no DOM library. */
type File = { readonly name: string };
