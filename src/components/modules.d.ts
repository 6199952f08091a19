/** Modules that have no types of their own. */
declare module "observablehq:stdlib" {
  export interface FileAttachmentValue {
    readonly name: string;
    json(): Promise<unknown>;
    url(): Promise<string>;
  }
  export function FileAttachment(name: string, base?: string): FileAttachmentValue;
}

declare module "htl" {
  export function html(strings: TemplateStringsArray, ...values: unknown[]): HTMLElement;
  export function svg(strings: TemplateStringsArray, ...values: unknown[]): SVGElement;
}
