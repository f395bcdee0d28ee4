package desktop

import (
	"archive/zip"
	"context"
	"fmt"
	"io"

	"linkledger/internal/affiliate"
	"linkledger/internal/report"
	"linkledger/internal/report/pdf"
)

// ExportStatementPDF writes a member's statement as pages to print or send.
func (b *Books) ExportStatementPDF(memberID string, period Period) (ExportedFile, error) {
	return do(b.app, func(s *session) (ExportedFile, error) {
		v, err := s.statement(context.Background(), affiliate.MemberID(memberID), period)
		if err != nil {
			return ExportedFile{}, err
		}
		return s.export(report.StatementFilename(v.MemberName, s.today(), "pdf"), func(w io.Writer) (int, error) {
			return s.writeStatement(w, s.statementFile(v))
		})
	})
}

func (s *session) writeStatement(w io.Writer, statement report.Statement) (rows int, err error) {
	return pdf.Write(w, statement.Book(), pdf.Options{Upright: true, Made: s.clock.Now()})
}

// ExportStatements begins to ask where to save the statements of all members
// who have something in a period, and to write them: an archive with a PDF for
// each.
func (b *Books) ExportStatements(period Period) (StatementsRun, error) {
	return do(b.app, func(s *session) (StatementsRun, error) {
		if err := checkPeriod(period); err != nil {
			return StatementsRun{}, err
		}
		return viewStatements(s.statements.start(s, period, func(ctx context.Context, progress func(done, total int)) (ExportedFile, error) {
			return s.exportStatements(ctx, period, progress)
		})), nil
	})
}

func (s *session) exportStatements(ctx context.Context, period Period, progress func(done, total int)) (ExportedFile, error) {
	members, err := s.store.Members(ctx)
	if err != nil {
		return ExportedFile{}, err
	}
	progress(0, len(members))
	return s.export("linkledger-statements-"+periodName(period)+".zip", func(w io.Writer) (written int, err error) {
		archive, names := zip.NewWriter(w), map[string]int{}
		for i, m := range members {
			if err := ctx.Err(); err != nil {
				return 0, err
			}
			v, err := s.statement(ctx, m.ID, period)
			if err != nil {
				return 0, err
			}
			if file := s.statementFile(v); !file.Empty() {
				if err := s.addStatement(archive, names, file); err != nil {
					return 0, err
				}
				written++
			}
			progress(i+1, len(members))
		}
		if written == 0 {
			return 0, affiliate.Errorf(affiliate.NotFound, "No member has anything in this period.").WithHint("Choose another period.")
		}
		return written, archive.Close()
	})
}

// addStatement puts a statement into an archive; members of one name get a
// number.
func (s *session) addStatement(archive *zip.Writer, names map[string]int, file report.Statement) error {
	name := orElse(fileWords(file.Member), "member")
	if names[name]++; names[name] > 1 {
		name = fmt.Sprintf("%s-%d", name, names[name])
	}
	entry, err := archive.CreateHeader(&zip.FileHeader{Name: "statement-" + name + ".pdf", Method: zip.Deflate, Modified: s.clock.Now().UTC()})
	if err != nil {
		return err
	}
	_, err = s.writeStatement(entry, file)
	return err
}

// StatementsState is how far the statements are.
func (b *Books) StatementsState(id string) (StatementsRun, error) {
	return do(b.app, func(s *session) (StatementsRun, error) {
		run, err := s.statements.get(id)
		if err != nil {
			return StatementsRun{}, err
		}
		return viewStatements(run), nil
	})
}

// CancelStatements ends the writing; no file is left.
func (b *Books) CancelStatements(id string) error {
	_, err := do(b.app, func(s *session) (bool, error) {
		run, err := s.statements.get(id)
		if err == nil {
			run.cancel()
		}
		return err == nil, err
	})
	return err
}

// maxStatementRuns is how many a session remembers.
const maxStatementRuns = 2

func viewStatements(run *run[Period, ExportedFile]) StatementsRun {
	at := run.state()
	message, hint := whyNot(at.err)
	return StatementsRun{ID: run.id, State: at.state, Done: at.done, Total: at.total, File: at.found, Error: message, Hint: hint}
}
