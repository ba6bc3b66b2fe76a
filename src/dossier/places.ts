/** Owns where the dossier's still files lie: templates, words, fonts. Found from the repository root, so `src` and `dist` agree. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { repositoryFolder } from '../repository/index.js';

const root = repositoryFolder();
const need = createRequire(import.meta.url);

export const templatesFolder = join(root, 'templates', 'dossier');
export const wordsFile = join(root, 'locales', 'vi', 'dossier.yaml');

/** The four faces of Tinos (metrics of Times New Roman, every Vietnamese letter). */
const fontFiles: readonly string[] = ['400Regular', '400Regular_Italic', '700Bold', '700Bold_Italic'].map((face) =>
  need.resolve(`@expo-google-fonts/tinos/${face}/Tinos_${face}.ttf`),
);

export const fontBytes = (): readonly Buffer[] => fontFiles.map((file) => readFileSync(file));
