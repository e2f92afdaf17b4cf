import type { AdvancedFields } from '../advanced/advanced-fields.ts';
import { decomposeQuery } from '../advanced/decompose-query.ts';
import type { PageAddress, PageParameter } from '../page-address.ts';
import type { Texts } from '../texts/vietnamese.ts';

interface AdvancedPanelProps {
  readonly texts: Texts;
  readonly address: PageAddress;
}

/** What this form decides; everything else of the search is kept. */
const CHOSEN_HERE = ['q', 'mode', 'slop', 'diacritics', 'sort', 'relax', 'page'] as const;

/**
 * A form that writes the query language for those who do not know it. It is sent to `/advanced`, which answers with the
 * address of the search; `client/advanced-form.ts` shows the query while it is written.
 */
export const AdvancedPanel = ({ texts, address }: AdvancedPanelProps) => {
  const { advanced } = texts;
  const q = address.get('q');
  const fields = asFields(address);
  const field = (name: Exclude<keyof AdvancedFields, 'distance'>) => (
    <p class="field">
      <label for={`a-${name}`}>{advanced.fields[name]}</label>
      <input
        id={`a-${name}`}
        name={name}
        type="text"
        value={fields[name]}
        placeholder={advanced.placeholders[name]}
        maxlength={512}
        autocomplete="off"
      />
    </p>
  );
  return (
    <details class="advanced">
      <summary>{advanced.label}</summary>
      <div class="panel">
        <form action="/advanced" method="get" data-advanced={texts.code}>
          <div class="columns">
            {field('all')}
            {field('phrase')}
            {field('any')}
            {field('none')}
            <div class="field near">
              <label for="a-near">{advanced.fields.near}</label>
              <input
                id="a-near"
                name="near"
                type="text"
                value={fields.near}
                placeholder={advanced.placeholders.near}
                maxlength={512}
                autocomplete="off"
              />
              <select name="distance" aria-label={advanced.distance}>
                {[1, 2, 3, 5, 10, 20].map((distance) => (
                  <option value={String(distance)} selected={fields.distance === String(distance)}>
                    {advanced.within(distance)}
                  </option>
                ))}
              </select>
            </div>
            {field('title')}
            {field('author')}
            <Choice texts={texts} address={address} name="diacritics" values={['', 'strict', 'ignore']} />
            <Choice texts={texts} address={address} name="relax" values={['', 'false']} />
            <Choice texts={texts} address={address} name="sort" values={['', 'newest', 'oldest']} />
          </div>
          <input type="hidden" name="keep" value={address.href(without(CHOSEN_HERE)).slice('/?'.length)} />
          <p class="written">
            <span>{advanced.written}</span> <output data-written>{q}</output>
          </p>
          <button class="go" type="submit">
            {texts.search.button}
          </button>
        </form>
        <details class="grammar">
          <summary>{texts.search.languageHelp}</summary>
          <dl>
            {advanced.language.map(([written, what]) => (
              <div>
                <dt>
                  <code>{written}</code>
                </dt>
                <dd>{what}</dd>
              </div>
            ))}
          </dl>
        </details>
      </div>
    </details>
  );
};

interface ChoiceProps {
  readonly texts: Texts;
  readonly address: PageAddress;
  readonly name: Extract<PageParameter, 'diacritics' | 'relax' | 'sort'>;
  readonly values: readonly string[];
}

const Choice = ({ texts, address, name, values }: ChoiceProps) => {
  const { label, options } = texts.advanced.choices[name];
  const chosen = address.get(name);
  return (
    <p class="field">
      <label for={`a-${name}`}>{label}</label>
      <select id={`a-${name}`} name={name}>
        {values.map((value, index) => (
          <option value={value} selected={value === chosen}>
            {options[index]}
          </option>
        ))}
      </select>
    </p>
  );
};

const without = (names: readonly PageParameter[]) => Object.fromEntries(names.map((name) => [name, null]));

/** What is searched for now, as the form has it. */
const asFields = (address: PageAddress): AdvancedFields => {
  const q = address.get('q');
  const fields = decomposeQuery(address.get('mode') === 'phrase' ? '' : q);
  if (address.get('mode') !== 'phrase') return fields;
  const slop = address.get('slop');
  return slop === '' || slop === '0' ? { ...fields, phrase: q } : { ...fields, near: q, distance: slop };
};
