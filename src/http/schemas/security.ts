/** For what is open unless the service is set to ask for a key (`TIMBAO_READ`), and narrower with one that has filters. */
export const keyWhereAsked = [{}, { apiKey: [] }];
