/** The kinds of work that a route may ask of the engine. They decide how long it may take and when it is turned away. */
export type Work = 'search' | 'page' | 'batch' | 'suggest' | 'read' | 'write' | 'upload' | 'export' | 'probe';
