/** Owns pictures made for tests: printed paper without any font, in any size, light and sharpness. */
import sharp, { type Sharp } from 'sharp';

/** Lines of letter-like strokes on off-white paper, with a red seal at the bottom right, as SVG of `width` × `height`. */
const printedSvg = (width: number, height: number): Buffer => {
  const unit = Math.min(width, height) / 60;
  const strokes: string[] = [];
  let seed = 7;
  const next = (): number => {
    seed = (seed * 48271) % 2147483647;
    return seed / 2147483647;
  };
  for (let y = 5 * unit; y < height - 4 * unit; y += 2 * unit) {
    for (let x = 5 * unit; x < width - 5 * unit; x += unit * (0.7 + next() * 0.5)) {
      if (next() < 0.15) continue;
      strokes.push(`M${x} ${y}v${unit}`, `M${x} ${y + unit * next()}h${unit * 0.5}`);
    }
  }
  return Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="100%" height="100%" fill="#f4f1ea"/>` +
      `<path d="${strokes.join('')}" stroke="#222" stroke-width="${unit * 0.16}" fill="none"/>` +
      `<circle cx="${width * 0.8}" cy="${height * 0.85}" r="${unit * 6}" fill="none" stroke="#c1121f" stroke-width="${unit * 0.6}"/></svg>`,
  );
};

/** A sheet of print as a picture. */
export const printedPaper = (width = 1200, height = 1600): Sharp => sharp(printedSvg(width, height)).flatten({ background: '#ffffff' });
