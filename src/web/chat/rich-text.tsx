/** Owns links inside our own words: web addresses and the free hotline become touchable. JSX escapes everything else. */

const pattern = /(https?:\/\/[^\s<>"«»]+|\b1800 ?\d{4}\b)/;

/** Our words with their links. What a person typed is shown as typed, never linked. */
export const RichText = ({ text }: { readonly text: string }) => <>{text.split(pattern).map((part, i) => (i % 2 === 0 ? part : <Link text={part} />))}</>;

const Link = ({ text }: { readonly text: string }) => {
  if (text.startsWith('1800')) return <a href={`tel:${text.replace(' ', '')}`}>{text}</a>;
  const address = text.replace(/[.,;:!?)\]]+$/, '');
  return (
    <>
      {isWeb(address) ? (
        <a href={address} rel="noreferrer">
          {address}
        </a>
      ) : (
        address
      )}
      {text.slice(address.length)}
    </>
  );
};

export const isWeb = (url: string): boolean => URL.canParse(url) && ['http:', 'https:'].includes(new URL(url).protocol);
