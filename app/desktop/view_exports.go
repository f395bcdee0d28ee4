package desktop

// ReportExport asks for the answer to a question as a file.
type ReportExport struct {
	Title    string         `json:"title"` // of a saved report; empty has one made of the question
	Question ReportQuestion `json:"question"`
	Format   string         `json:"format"` // "csv", "xlsx" or "pdf"
}
