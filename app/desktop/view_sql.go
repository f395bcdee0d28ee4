package desktop

// SQLGuide is what a person needs to write statements.
type SQLGuide struct {
	Views    []SQLViewInfo  `json:"views"`
	Examples []SQLStatement `json:"examples"`
	MaxRows  int            `json:"maxRows"` // that the screen shows
}

// SQLViewInfo is a table that statements can read.
type SQLViewInfo struct {
	Name    string `json:"name"`
	About   string `json:"about"`
	Columns []Pair `json:"columns"` // name, and what it holds
}

// SQLStatement is a statement with a name.
type SQLStatement struct {
	ID        string `json:"id"` // empty for one that is not saved yet
	Name      string `json:"name"`
	Statement string `json:"statement"`
}

// SQLRun is a statement's answer, or how far it is.
type SQLRun struct {
	ID        string      `json:"id"`
	State     string      `json:"state"` // "running", "done", "cancelled" or "failed"
	Statement string      `json:"statement"`
	Columns   []SQLColumn `json:"columns"`
	Rows      [][]SQLCell `json:"rows"`
	More      bool        `json:"more"` // there are rows that are not shown
	Millis    int         `json:"millis"`
	Error     string      `json:"error"`
	Hint      string      `json:"hint"`
	At        int         `json:"at"` // where the error is, in characters of the statement; -1 when it is nowhere
}

// SQLColumn is a column of an answer.
type SQLColumn struct {
	Name    string `json:"name"`
	Numeric bool   `json:"numeric"` // all of its values are numbers
}

// SQLCell is a value.
type SQLCell struct {
	Text string `json:"text"`
	Null bool   `json:"null"`
}

// SQLExport asks for all rows of a statement as a file.
type SQLExport struct {
	Name      string `json:"name"` // of a saved statement; may be empty
	Statement string `json:"statement"`
	Format    string `json:"format"` // "csv" or "xlsx"
}
