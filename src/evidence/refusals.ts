/** Owns the one code per reason for which a file is refused or doubted. The words for each code are in `files.yaml` of each locale. */

export const fileRefusals = [
  'file_empty',
  'file_too_big',
  'file_is_html',
  'file_type_unsupported',
  'file_took_too_long',
  'file_too_heavy',
  'image_broken',
  'image_too_large_pixels',
  'image_kind_unsupported',
  'heic_broken',
  'pdf_password',
  'pdf_broken',
  'pdf_no_pages',
  'pdf_too_many_pages',
  'pdf_blank',
  'zip_not_supported',
  'office_not_supported',
  'video_not_supported',
] as const;
export type FileRefusal = (typeof fileRefusals)[number];

/** A photo that was kept but may be useless to the agency: the bot asks for a better one. */
export const photoDoubts = ['photo_too_small', 'photo_too_dark', 'photo_blurred', 'photo_blank'] as const;
export type PhotoDoubt = (typeof photoDoubts)[number];
