type Texts = Readonly<Record<string, Readonly<Record<string, string>>>>;

/**
 * What a translation must be: the keys of the reference with any wording. A text that counts may also say how it reads
 * for one (`_one`, which i18next takes by itself), in languages that make a difference.
 */
export type Words<Reference extends Texts> = {
  readonly [Section in keyof Reference]: {
    readonly [Key in keyof Reference[Section]]: string;
  } & { readonly [Key in keyof Reference[Section] & string as `${Key}_one`]?: string };
};
