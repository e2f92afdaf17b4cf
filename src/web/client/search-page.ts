import { tidyForms } from './tidy-forms.ts';

tidyForms();
