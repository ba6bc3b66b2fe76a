import { describe, expect, it } from 'vitest';
import { cleanName } from './name.js';

const jpg = { kind: 'photo', extension: 'jpg' } as const;

describe('a file name', () => {
  it.each([
    ['Giấy ra trại.jpg', 'Giấy ra trại.jpg'],
    ['IMG_1.JPEG', 'IMG_1.jpeg'],
    ['don.docx', 'don.docx.jpg'],
    ['../../etc/passwd', 'passwd.jpg'],
    ['C:\\Users\\an\\anh.jpg', 'anh.jpg'],
    ['anh\u202Egpj.exe', 'anhgpj.exe.jpg'],
    ['a\u0000b\nc.jpg', 'abc.jpg'],
    ['...', 'photo.jpg'],
    ['', 'photo.jpg'],
    ['20.11.2024', '20.11.2024.jpg'],
  ])('%j becomes %j', (given, wanted) => expect(cleanName(given, jpg)).toBe(wanted));

  it('is composed, and cut at 100 characters without losing its ending', () => {
    expect(cleanName('quye\u0302\u0301t.jpg', jpg)).toBe('quyết.jpg');
    expect([...cleanName(`${'ế'.repeat(500)}.jpg`, jpg)].length).toBe(104);
  });

  it('is made up when there is none', () => {
    expect(cleanName(undefined, { kind: 'heic', extension: 'heic' })).toBe('photo.heic');
    expect(cleanName(undefined, { kind: 'pdf', extension: 'pdf' })).toBe('pdf.pdf');
  });
});
