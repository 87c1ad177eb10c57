"""The tables of the index. A change here is a new SCHEMA: old indexes are built anew."""

SCHEMA = 6

# Rows of a catalog's papers lie together, from its `first` row on: what is asked of one
# catalog is then a range, which full-text search can keep to by itself.
ROWS = 1 << 32  # that a catalog has for itself

TABLES = """
-- The files that the rest was read from, as they were then.
CREATE TABLE source (
    path BLOB PRIMARY KEY, kind TEXT, name TEXT,
    size INTEGER, mtime INTEGER, ctime INTEGER, inode INTEGER,  -- the stamp; times in ns
    taken INTEGER,             -- when we took it, in ns
    digest BLOB,               -- of all its bytes
    consumed INTEGER, consumed_digest BLOB  -- of a journal: its finished part
) WITHOUT ROWID;
CREATE TABLE problem (path BLOB, line INTEGER, message TEXT, code INTEGER);
CREATE INDEX problem_path ON problem(path);

-- What config.toml sets; values as JSON.
CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;

CREATE TABLE catalog (name TEXT PRIMARY KEY, title TEXT, path BLOB, first INTEGER) WITHOUT ROWID;
CREATE TABLE paper (
    row INTEGER PRIMARY KEY,
    catalog TEXT, number INTEGER,
    -- Progress. What is asked of many papers at once stands before the long texts, which
    -- SQLite then need not read.
    status TEXT DEFAULT 'unread', ready INTEGER DEFAULT 0,
    missing INTEGER DEFAULT 0,  -- needs that are not settled
    leads INTEGER DEFAULT 0,    -- papers that it leads to
    goal INTEGER DEFAULT 0, later TEXT, postponed TEXT,
    started TEXT, finished TEXT, rating INTEGER, minutes INTEGER,
    marked TEXT,               -- id of its last event
    has_note INTEGER DEFAULT 0, tags TEXT DEFAULT '[]',
    published TEXT, pages INTEGER, key TEXT,
    block BLOB,                -- digest of the text it was read from; null: read it again
    title TEXT,                -- folded: what lists are sorted by
    my_takeaway TEXT,
    doc TEXT                   -- the Paper, as a JSON array
);
CREATE UNIQUE INDEX paper_number ON paper(catalog, number);
CREATE INDEX paper_ready ON paper(catalog, ready, number);
CREATE INDEX paper_status ON paper(catalog, status, number);
CREATE INDEX paper_length ON paper(catalog, status, pages);
CREATE INDEX paper_hub ON paper(catalog, leads, number) WHERE ready = 1;
CREATE INDEX paper_goal ON paper(goal) WHERE goal = 1;
CREATE INDEX paper_later ON paper(later) WHERE later IS NOT NULL;
CREATE INDEX paper_minutes ON paper(minutes) WHERE minutes IS NOT NULL;
CREATE INDEX paper_rated ON paper(marked, rating) WHERE rating IS NOT NULL;
CREATE INDEX paper_finished ON paper(catalog, finished, marked, number) WHERE status = 'done';
CREATE INDEX paper_reading ON paper(catalog, ready, started, number) WHERE status = 'reading';

-- What a paper answers to: its ids, and catalog/key.
CREATE TABLE handle (name TEXT, row INTEGER, note TEXT, PRIMARY KEY (name, row)) WITHOUT ROWID;
CREATE INDEX handle_row ON handle(row);
CREATE INDEX handle_note ON handle(note);
CREATE TABLE edge (row INTEGER, kind TEXT, name TEXT, PRIMARY KEY (row, kind, name)) WITHOUT ROWID;
CREATE INDEX edge_name ON edge(name, kind);
CREATE TABLE label (row INTEGER, kind TEXT, name TEXT, PRIMARY KEY (row, kind, name)) WITHOUT ROWID;
CREATE INDEX label_name ON label(kind, name);

CREATE TABLE event (
    id TEXT, path BLOB, device TEXT, kind TEXT, target TEXT, body TEXT,
    PRIMARY KEY (id, path)
) WITHOUT ROWID;
CREATE INDEX event_path ON event(path);
CREATE INDEX event_device ON event(device, id);
CREATE INDEX event_target ON event(target) WHERE target IS NOT NULL;
CREATE TABLE mark (name TEXT, event TEXT, path BLOB, PRIMARY KEY (name, event, path)) WITHOUT ROWID;
CREATE INDEX mark_event ON mark(event);
CREATE INDEX mark_path ON mark(path);

CREATE TABLE note (name TEXT PRIMARY KEY, path BLOB, text TEXT) WITHOUT ROWID;

-- Folded words; `unicode61` cuts them, our own `fold` has taken case and marks away.
CREATE VIRTUAL TABLE words USING fts5(
    title, short, authors, takeaway, topics, mine, note,
    tokenize = 'unicode61 remove_diacritics 0'
);
"""
