package desktop

// StatementsRun is the writing of many statements, or how far it is.
type StatementsRun struct {
	ID    string       `json:"id"`
	State string       `json:"state"` // "running", "done", "cancelled" or "failed"
	Done  int          `json:"done"`  // members that were looked at
	Total int          `json:"total"`
	File  ExportedFile `json:"file"` // its rows are statements
	Error string       `json:"error"`
	Hint  string       `json:"hint"`
}
