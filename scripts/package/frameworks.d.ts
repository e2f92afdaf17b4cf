// What the templates of React (18 and 19) and Vue may say of the element. Either may not be there: then its part is
// left unread.
import type { ElementEvents, ElementSettings, TimbaoSearch } from './web/client/search-element.js';
/** @ts-ignore */
import type { DetailedHTMLProps, HTMLAttributes } from 'react';
/** @ts-ignore */
import type { HTMLAttributes as VueAttributes } from 'vue';

type CamelCase<Name extends string> = Name extends `${infer First}-${infer Rest}`
  ? `${First}${Capitalize<CamelCase<Rest>>}`
  : Name;

/** `ontimbao-search`: React 19 listens so. With React 18 it takes a ref and `addEventListener`. */
type ReactListeners = { [Name in keyof ElementEvents as `on${Name}`]?: (event: ElementEvents[Name]) => void };

/** `@timbao-search`, as Vue names it. */
type VueListeners = {
  [Name in keyof ElementEvents as `on${Capitalize<CamelCase<Name>>}`]?: (event: ElementEvents[Name]) => void;
};

/** @ts-ignore */
declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      'timbao-search': DetailedHTMLProps<HTMLAttributes<TimbaoSearch>, TimbaoSearch> &
        ElementSettings &
        ReactListeners;
    }
  }
}

/** @ts-ignore */
declare module 'vue' {
  interface GlobalComponents {
    'timbao-search': new () => TimbaoSearch & { $props: VueAttributes & ElementSettings & VueListeners };
  }
}
