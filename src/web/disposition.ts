/** Owns how a file's name travels to a browser. */

/** `Hồ sơ.pdf` → `attachment; filename="Ho so.pdf"; filename*=UTF-8''H%E1%BB%93%20s%C6%A1.pdf`: old browsers read the first, all others the second. No quote or line end can break out. */
export const dispositionOf = (name: string, how: 'inline' | 'attachment' = 'attachment'): string => {
  const ascii = name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/đ/g, 'd')
    .replace(/Đ/g, 'D')
    .replace(/[^\w .()-]/g, '_');
  const encoded = encodeURIComponent(name.toWellFormed()).replace(/['()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);
  return `${how}; filename="${ascii === '' ? 'tep' : ascii}"; filename*=UTF-8''${encoded}`;
};
