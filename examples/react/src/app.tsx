import { useState } from 'react';
import 'timbao/element';
import type { ElementSettings } from 'timbao/element';

const SECTIONS = ['Kinh tế', 'Môi trường', 'Văn hóa'];
const SORTS = { relevance: 'Liên quan', newest: 'Mới nhất', oldest: 'Cũ nhất' } as const;

/** The search with filters of the page's own: the element searches again when one of its settings changes. */
export const App = () => {
  const [sections, setSections] = useState<readonly string[]>([]);
  const [sort, setSort] = useState<keyof typeof SORTS>('relevance');
  const [note, setNote] = useState('');
  const settings: ElementSettings = {
    endpoint: import.meta.env.VITE_TIMBAO_URL,
    section: sections,
    sort,
    size: 5,
    labels: { button: 'Tra cứu' },
    routing: true,
  };

  const toggle = (name: string): void => {
    setSections(sections.includes(name) ? sections.filter((other) => other !== name) : [...sections, name]);
  };

  return (
    <>
      <h1>Báo Vùng Cao</h1>
      <timbao-search
        lang="vi"
        {...settings}
        ontimbao-search={({ detail }) => setNote(`${detail.q}: ${detail.total.value}`)}
        ontimbao-error={({ detail }) => setNote(`${detail.q}: ${detail.reason}`)}
      >
        <fieldset slot="filters">
          <legend>Lọc</legend>
          {SECTIONS.map((name) => (
            <label key={name}>
              <input type="checkbox" checked={sections.includes(name)} onChange={() => toggle(name)} /> {name}
            </label>
          ))}
          <label>
            Xếp theo{' '}
            <select value={sort} onChange={({ target }) => setSort(target.value as keyof typeof SORTS)}>
              {Object.entries(SORTS).map(([value, text]) => (
                <option key={value} value={value}>
                  {text}
                </option>
              ))}
            </select>
          </label>
        </fieldset>
        <p slot="start">Gõ có dấu hay không dấu, rồi bấm Tra cứu.</p>
      </timbao-search>
      <p id="note">{note}</p>
    </>
  );
};
