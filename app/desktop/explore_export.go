package desktop

import (
	"context"
	"io"
	"strings"
	"time"

	"linkledger/internal/affiliate"
	"linkledger/internal/ingest"
	"linkledger/internal/report"
	"linkledger/internal/report/csvfile"
	"linkledger/internal/report/grid"
	"linkledger/internal/report/pdf"
	"linkledger/internal/report/xlsx"
)

// maxPageRows is how many rows a report to print has at most: some 700 pages.
const maxPageRows = 20_000

// Export writes the answer to a question as a file: its rows, columns, figures,
// comparison and totals as they are shown, and all rows of them.
func (e *Explorer) Export(form ReportExport) (ExportedFile, error) {
	return do(e.app, func(s *session) (ExportedFile, error) {
		ctx := s.ctx
		write, err := s.reportWriter(ctx, form.Format)
		if err != nil {
			return ExportedFile{}, err
		}
		explorer, err := s.explorer(ctx)
		if err != nil {
			return ExportedFile{}, err
		}
		query := form.Question.query()
		query.Offset, query.Limit = 0, report.MaxLimit
		result, err := explorer.Explore(ctx, query)
		if err != nil {
			return ExportedFile{}, err
		}
		about, err := s.aboutReport(ctx, form.Title, result)
		if err != nil {
			return ExportedFile{}, err
		}
		book := result.Book(about)
		if rows := bookRows(book); form.Format == "pdf" && rows > maxPageRows {
			return ExportedFile{}, affiliate.Errorf(affiliate.Invalid, "%d rows are too many for a PDF.", rows).WithHint("Narrow the report, or export it as CSV or XLSX.")
		}
		name := "linkledger-report-" + fileStem(about.Title) + s.today() + "." + form.Format
		return s.export(name, func(w io.Writer) (int, error) { return write(w, book) })
	})
}

func bookRows(b grid.Book) (n int) {
	for _, g := range b.Grids {
		n += len(g.Lines)
	}
	return n
}

// reportWriter writes books in a format. What stands in a file's properties is
// when the facts came, so that the same report is the same bytes.
func (s *session) reportWriter(ctx context.Context, format string) (func(io.Writer, grid.Book) (int, error), error) {
	relay, cj, err := s.factsAsOf(ctx)
	if err != nil {
		return nil, err
	}
	made := relay
	if cj.After(made) {
		made = cj
	}
	switch format {
	case "csv":
		return csvfile.Write, nil
	case "xlsx":
		return func(w io.Writer, b grid.Book) (int, error) { return xlsx.Write(w, b, made) }, nil
	case "pdf":
		return func(w io.Writer, b grid.Book) (int, error) { return pdf.Write(w, b, pdf.Options{Made: made}) }, nil
	}
	return nil, field("format", "Choose CSV, XLSX or PDF.")
}

// factsAsOf is when the relay and CJ last answered; the zero time for never.
func (s *session) factsAsOf(ctx context.Context) (relay, cj time.Time, err error) {
	var at [2]time.Time
	for i, note := range []string{ingest.NoteRelayAsOf, ingest.NoteCJAsOf} {
		text, err := s.store.Noted(ctx, note)
		if err != nil {
			return relay, cj, err
		}
		if parsed, err := time.Parse(time.RFC3339, text); err == nil {
			at[i] = parsed
		}
	}
	return at[0], at[1], nil
}

func (s *session) aboutReport(ctx context.Context, title string, r report.Result) (report.About, error) {
	workspace, err := s.store.Workspace(ctx)
	if err != nil {
		return report.About{}, err
	}
	relay, cj, err := s.factsAsOf(ctx)
	if err != nil {
		return report.About{}, err
	}
	asOf := "Relay " + s.answeredAt(relay) + ", CJ " + s.answeredAt(cj)
	return report.About{Title: orElse(clean(title), reportTitle(r)), Programme: workspace.Name, AsOf: asOf}, nil
}

// answeredAt is when a source answered, in words.
func (s *session) answeredAt(at time.Time) string {
	if at.IsZero() {
		return "never asked"
	}
	return s.moment(at)
}

// reportTitle says what a report shows: "Sales by member and day".
func reportTitle(r report.Result) string {
	var figures, cuts []string
	for _, m := range r.Query.Measure {
		info, _ := m.Info()
		figures = append(figures, info.Label)
	}
	if len(figures) > 3 {
		figures = append(figures[:2], "more")
	}
	for _, d := range r.Query.By {
		info, _ := d.Info()
		cuts = append(cuts, strings.ToLower(info.Label))
	}
	if r.Query.Across != "" {
		info, _ := r.Query.Across.Info()
		cuts = append(cuts, strings.ToLower(info.Label))
	}
	title := inList(figures)
	if len(cuts) > 0 {
		title += " by " + inList(cuts)
	}
	return title
}

// inList is a list in words: "a, b and c".
func inList(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:len(words)-1], ", ") + " and " + words[len(words)-1]
}
