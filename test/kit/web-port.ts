/** Owns a web port in memory with a small scripted talk, for the pages' own tests. Stores each message once, answers in the same breath. */
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { type Result, refused } from '../../src/basics/index.js';
import type { Cursor, Line } from '../../src/cases/index.js';
import type { Body, Message, Reply } from '../../src/messages/index.js';
import type { WebPort } from '../../src/web/index.js';
import { type Language, loadWording } from '../../src/wording/index.js';

type Script = (body: Body) => readonly Reply[];
type Uploaded = { readonly name: string; readonly size: number };

export type MemoryPort = WebPort & {
  /** Every message that counted, in order. */
  readonly received: readonly Message[];
  readonly uploads: readonly Uploaded[];
  readonly opened: readonly string[];
  readonly failures: readonly string[];
  /** Puts a line into a chat without a message, as a timer or an officer would. Every chat when none is named. */
  readonly tell: (reply: Reply, chat?: string) => void;
  readonly speak: (language: Language) => void;
  readonly links: Map<string, { readonly name: string; readonly mime: string; readonly bytes: Buffer }>;
};

/** Read once: parsing every locale takes longer than most tests. */
const wording = loadWording(fileURLToPath(new URL('../../locales', import.meta.url)));

export const memoryPort = ({
  script = answers,
  uploadLimit = 1_000_000,
  secure = false,
  ...over
}: { readonly script?: Script; readonly uploadLimit?: number; readonly secure?: boolean } & Partial<WebPort> = {}): MemoryPort => {
  const chats = new Map<string, Line[]>();
  const seen = new Set<string>();
  const listeners = new Map<string, Set<() => void>>();
  const [received, uploads, opened, failures]: [Message[], Uploaded[], string[], string[]] = [[], [], [], []];
  const links: MemoryPort['links'] = new Map();
  let language: Language = 'vi';
  let ids = 0;
  let second = 0;
  const at = (): string => new Date(Date.UTC(2026, 10, 22, 3, 0, second++)).toISOString();
  const linesOf = (chat: string): Line[] => {
    const lines = chats.get(chat) ?? [];
    chats.set(chat, lines);
    return lines;
  };
  const changed = (chat: string): void => {
    for (const listener of [...(listeners.get(chat) ?? [])]) listener();
  };
  const out = (chat: string, reply: Reply): void =>
    void linesOf(chat).push({
      side: 'out',
      id: ++ids,
      at: at(),
      tag: reply.tag,
      payload: JSON.stringify({ choices: [], ...reply, asks: reply.choices !== undefined }),
      state: 'sent',
    });

  return {
    received,
    uploads,
    opened,
    failures,
    links,
    receive: async (messages) => {
      for (const message of messages) {
        if (seen.has(message.externalId)) continue;
        seen.add(message.externalId);
        received.push(message);
        const { body } = message;
        const text = body.kind === 'text' ? body.text : body.kind === 'tap' ? body.payload : '';
        linesOf(message.chat).push({
          side: 'in',
          id: ++ids,
          at: at(),
          externalId: message.externalId,
          text,
          ...(body.kind === 'file' ? { file: { name: body.file.name ?? '', state: 'received' } } : {}),
        });
        for (const reply of script(body)) out(message.chat, reply);
        changed(message.chat);
      }
    },
    feed: (chat, after: Cursor) => {
      const lines = (chats.get(chat) ?? []).filter((line) => line.id > (line.side === 'in' ? after.in : after.out));
      const furthest = (side: Line['side'], least: number): number => Math.max(least, ...lines.filter((line) => line.side === side).map((line) => line.id));
      return { lines, cursor: { in: furthest('in', after.in), out: furthest('out', after.out) } };
    },
    watch: (chat, listener) => {
      const all = listeners.get(chat) ?? new Set();
      listeners.set(chat, all.add(listener));
      return () => void all.delete(listener);
    },
    language: (chat) => (chats.has(chat) ? language : undefined),
    takeUpload: async (_chat, name, bytes): Promise<Result<Uploaded & { readonly handle: string }>> => {
      const size = await sizeOf(bytes, uploadLimit);
      if (size > uploadLimit) return refused('file_too_big');
      if (size === 0) return refused('file_empty');
      uploads.push({ name, size });
      return { ok: true, value: { handle: `h${uploads.length}`, name, size } };
    },
    openLink: async (token) => {
      opened.push(token);
      return links.get(token);
    },
    tell: (reply, chat) => {
      for (const one of chat === undefined ? chats.keys() : [chat]) {
        out(one, reply);
        changed(one);
      }
    },
    speak: (to) => {
      language = to;
    },
    uploadPages: { place: () => undefined, take: async () => refused('page_closed'), sizeOf: () => undefined, partials: noPartials },
    agencyPages: { visit: async () => undefined, tell: async () => refused('link_gone'), draft: async () => undefined, file: async () => undefined },
    timelinePages: { visit: async () => undefined, calendar: async () => undefined },
    takePaper: async () => refused('file_empty'),
    wording,
    webhooks: {},
    cookieKey: Buffer.alloc(32, 7),
    secure,
    health: () => ({ ok: true, detail: { storage: 'memory' } }),
    metrics: () => '# TYPE turns_total counter\nturns_total 3\n',
    failed: (where, error) => void failures.push(`${where}: ${String(error)}`),
    ...over,
  };
};

const noPartials: WebPort['uploadPages']['partials'] = {
  begin: async () => undefined,
  append: async (_, offset) => offset,
  state: async () => undefined,
  read: async function* () {},
  remove: async () => undefined,
  all: async () => [],
};

const sizeOf = async (bytes: Readable, limit: number): Promise<number> => {
  let size = 0;
  for await (const chunk of bytes) {
    size += Buffer.isBuffer(chunk) ? chunk.length : 0;
    if (size > limit) break;
  }
  return size;
};

const ask = (tag: string, text: string, ...labels: readonly string[]): Reply => ({
  text,
  tag,
  choices: labels.map((label) => ({ label, payload: `a|talk01|flow01|${tag}|${label}` })),
});

/** Three questions, a why, a paper: enough of a talk for a page. */
const answers: Script = (body) => {
  switch (body.kind) {
    case 'start':
      return [
        {
          text: 'Chào anh/chị. Tôi là Đồng Hành, trợ lý tự động, giúp anh/chị chuẩn bị hồ sơ yêu cầu Nhà nước bồi thường. Tôi rất tiếc vì việc anh/chị đã phải chịu.',
          tag: 'hello',
        },
        ask(
          'consent',
          'Để làm hồ sơ, tôi cần lưu câu trả lời và giấy tờ của anh/chị (được mã hóa, xóa được bất cứ lúc nào). Anh/chị chọn cách nào?',
          'Tôi đồng ý',
          'Chỉ hỏi thông tin',
          'Không đồng ý',
        ),
      ];
    case 'tap':
      return body.payload.includes('consent')
        ? [ask('happened', 'Chuyện gì đã xảy ra với anh/chị?', 'Bị bắt, bị giam oan', 'Bị phạt, bị cưỡng chế sai', 'Nhà, đất, tài sản bị thu sai', 'Việc khác', 'Không biết')]
        : [ask('document_received_on', 'Tôi hiểu rồi. Anh/chị nhận được văn bản minh oan ngày nào? Ví dụ: 5/3/2026.')];
    case 'text':
      return /vì sao/i.test(body.text)
        ? [
            {
              text: 'Thời hiệu 3 năm tính từ ngày anh/chị nhận văn bản làm căn cứ.\nCăn cứ: Điều 6 khoản 1 Luật TNBTCNN. Xem tại https://vbpl.vn/. Cần hỏi ngay, gọi 1800 1233.',
              tag: 'why',
            },
          ]
        : [ask('has_paper', `Đã ghi: ${body.text}. Anh/chị có bản chụp văn bản đó không? Có thì gửi ảnh ngay tại đây.`, 'Có', 'Không')];
    case 'file':
      return [{ text: `Đã nhận ${body.file.name}, xếp vào Phụ lục 1. Còn trang nào anh/chị cứ gửi tiếp.`, tag: 'files_received' }];
    default:
      return [];
  }
};
