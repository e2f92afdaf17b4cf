import { AppError, type AppErrorCode, type FieldError } from '../../domain/app-error.ts';

/** An `AppError` as it can be sent from one thread to another, where no class gets through. */
export interface Refusal {
  readonly code: AppErrorCode;
  readonly message: string;
  readonly errors: readonly FieldError[];
}

export const toRefusal = ({ code, message, errors }: AppError): Refusal => ({ code, message, errors });

export const refused = ({ code, message, errors }: Refusal): AppError =>
  new AppError(code, message, { errors });
