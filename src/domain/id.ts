/** What articles, and the entries of the desk, may be called. */
export const ID = /^[A-Za-z0-9._:-]{1,128}$/;
