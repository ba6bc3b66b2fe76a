/** Owns the one shape of a legal day at the door (`2026-03-01`, an existing day). Apart, so that facts and events may both use it. */
import { z } from 'zod';
import { isDay } from '../basics/index.js';

export const daySchema = z.string().refine(isDay, 'not an existing day written YYYY-MM-DD');
