package desktop

import (
	"context"
	"encoding/csv"
	"io"
	"slices"
	"strconv"
	"strings"

	"linkledger/internal/affiliate"
	"linkledger/internal/sheet"
)

// byteOrderMark has spreadsheets read a file as UTF-8.
const byteOrderMark = "\ufeff"

// Export writes the members that a query shows, or those chosen, to a CSV file
// that can be imported again.
func (m *Members) Export(query MemberQuery, ids []string) (ExportedFile, error) {
	return do(m.app, func(s *session) (ExportedFile, error) {
		ctx := context.Background()
		asked, err := s.memberQuery(ctx, query)
		if err != nil {
			return ExportedFile{}, err
		}
		wanted, err := s.store.MemberIDs(ctx, asked)
		if err != nil {
			return ExportedFile{}, err
		}
		if len(ids) > 0 {
			wanted = wanted[:0]
			for _, id := range ids {
				wanted = append(wanted, affiliate.MemberID(id))
			}
		}
		members, err := s.store.Members(ctx)
		if err != nil {
			return ExportedFile{}, err
		}
		groups, err := s.groupNames(ctx)
		if err != nil {
			return ExportedFile{}, err
		}
		byID := make(map[affiliate.MemberID]affiliate.Member, len(members))
		for _, one := range members {
			byID[one.ID] = one
		}
		return s.export("members-"+s.today()+".csv", func(w io.Writer) (int, error) {
			table := [][]string{memberColumns()}
			for _, id := range wanted {
				if one, has := byID[id]; has {
					table = append(table, memberCells(one, groups[one.GroupID]))
				}
			}
			return len(table) - 1, writeTable(w, table)
		})
	})
}

// ExportProblems writes the rows of a preview that can't be imported to a CSV
// file, with what is wrong: corrected, it can be imported by itself.
func (m *Members) ExportProblems(id string) (ExportedFile, error) {
	return do(m.app, func(s *session) (ExportedFile, error) {
		_, plan, err := s.memberPlans.finished(id)
		if err != nil {
			return ExportedFile{}, err
		}
		return s.export("members-to-correct-"+s.today()+".csv", func(w io.Writer) (int, error) {
			table := [][]string{slices.Concat([]string{"Line", "Problem"}, plan.table.Columns)}
			for _, row := range plan.rows {
				if row.what == rowProblem {
					table = append(table, slices.Concat([]string{strconv.Itoa(row.Line), row.detail}, row.Cells))
				}
			}
			return len(table) - 1, writeTable(w, table)
		})
	})
}

// writeTable writes cells that no spreadsheet takes for formulas.
func writeTable(w io.Writer, table [][]string) error {
	if _, err := io.WriteString(w, byteOrderMark); err != nil {
		return err
	}
	out := csv.NewWriter(w)
	for _, line := range table {
		cells := make([]string, 0, len(line))
		for _, cell := range line {
			cells = append(cells, safeLines(cell))
		}
		if err := out.Write(cells); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

// safeLines is a text of several lines as a cell; one that has its apostrophe
// already stays.
func safeLines(text string) string {
	if sheet.Bare(text) != text {
		return text
	}
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		if lines[i] = sheet.Cell(line); i > 0 {
			lines[i] = sheet.Bare(lines[i])
		}
	}
	return strings.Join(lines, "\n")
}

// memberColumns are the labels of the fields that an import reads.
func memberColumns() (columns []string) {
	for _, f := range memberTable().fields {
		columns = append(columns, f.Label)
	}
	return columns
}

func memberCells(m affiliate.Member, group string) []string {
	test := ""
	if m.Test {
		test = "yes"
	}
	return []string{m.Name, m.Email, m.Instagram, m.TikTok, m.YouTube, m.Handle, group, strings.Join(m.Tags, "; "), m.Note, m.Payee,
		strings.Join(m.PromoCodes, "; "), strings.Join(m.PIDs, "; "), m.Status, test, string(m.ID)}
}
