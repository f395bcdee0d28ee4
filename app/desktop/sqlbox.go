package desktop

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"linkledger/internal/affiliate"
	"linkledger/internal/store"
)

// SQLBox answers statements of a person's own. They read documented views and
// can change nothing.
type SQLBox struct{ app *App }

const (
	sqlRows    = 5000             // that a screen shows
	sqlTime    = 30 * time.Second // that a statement may take
	sqlBytes   = 16 << 20         // of texts that a screen shows
	maxSQLRuns = 4                // that a session remembers
)

// sqlAnswer is what a statement gave.
type sqlAnswer struct {
	columns []string
	rows    [][]any
	more    bool
}

// Guide says what statements can read.
func (b *SQLBox) Guide() (SQLGuide, error) {
	return do(b.app, func(*session) (SQLGuide, error) {
		guide := SQLGuide{Views: []SQLViewInfo{}, Examples: sqlExamples(), MaxRows: sqlRows}
		for _, view := range store.SQLViews() {
			info := SQLViewInfo{Name: view.Name, About: view.About, Columns: []Pair{}}
			for _, c := range view.Columns {
				info.Columns = append(info.Columns, Pair{Label: c.Name, Value: c.About})
			}
			guide.Views = append(guide.Views, info)
		}
		return guide, nil
	})
}

// Run starts a statement and returns at once.
func (b *SQLBox) Run(statement string) (SQLRun, error) {
	return do(b.app, func(s *session) (SQLRun, error) {
		return viewSQLRun(s.sqlRuns.start(s, statement, func(ctx context.Context, _ func(done, total int)) (sqlAnswer, error) {
			return s.answerSQL(ctx, statement, sqlRows, sqlBytes)
		})), nil
	})
}

// State is a statement's answer as it stands.
func (b *SQLBox) State(id string) (SQLRun, error) {
	return do(b.app, func(s *session) (SQLRun, error) {
		run, err := s.sqlRuns.get(id)
		if err != nil {
			return SQLRun{}, err
		}
		return viewSQLRun(run), nil
	})
}

// Cancel ends a statement.
func (b *SQLBox) Cancel(id string) error {
	_, err := do(b.app, func(s *session) (bool, error) {
		run, err := s.sqlRuns.get(id)
		if err != nil {
			return false, err
		}
		run.cancel()
		return true, nil
	})
	return err
}

// answerSQL runs a statement for so many rows with so many bytes of texts.
func (s *session) answerSQL(ctx context.Context, statement string, most, bytes int) (a sqlAnswer, err error) {
	limited, cancel := context.WithTimeoutCause(ctx, sqlTime, errSQLTime)
	defer cancel()
	err = s.store.Ask(limited, statement, func(columns []string) error {
		a.columns = columns
		return nil
	}, func(values []any) error {
		if len(a.rows) == most {
			a.more = true
			return store.ErrEnoughRows
		}
		for _, value := range values {
			switch v := value.(type) {
			case string:
				bytes -= len(v)
			case []byte:
				bytes -= 2 * len(v)
			}
		}
		if bytes < 0 {
			return errSQLLong
		}
		a.rows = append(a.rows, values)
		return nil
	})
	if errors.Is(context.Cause(limited), errSQLTime) {
		err = errSQLTime
	}
	return a, err
}

var errSQLTime = affiliate.Errorf(affiliate.Unavailable, "The statement took more than %d seconds and was stopped.", int(sqlTime.Seconds())).
	WithHint("Narrow it, for example to fewer days with WHERE, or join by ids instead of names.")

var errSQLLong = affiliate.Errorf(affiliate.Invalid, "The texts of the answer are too long to be shown.").
	WithHint("Narrow it to fewer rows, or cut texts with substr.")

// sqlProblem is an error of a statement in words.
func sqlProblem(err error, statement string) (problem error, at int) {
	refused := new(store.SQLRefused)
	if !errors.As(err, &refused) {
		return err, -1
	}
	at, hint := -1, "The views and their columns are listed beside the statement."
	if refused.At >= 0 && refused.At <= len(statement) {
		before := statement[:refused.At]
		at = utf8.RuneCountInString(before)
		line := strings.Count(before, "\n") + 1
		column := utf8.RuneCountInString(before[strings.LastIndexByte(before, '\n')+1:]) + 1
		return affiliate.Errorf(affiliate.Invalid, "%s", sentence(capital(refused.Words))).WithHint(fmt.Sprintf("Look at line %d, from character %d on. %s", line, column, hint)), at
	}
	return affiliate.Errorf(affiliate.Invalid, "%s", sentence(capital(refused.Words))).WithHint(hint), at
}

func capital(text string) string {
	_, size := utf8.DecodeRuneInString(text)
	return strings.ToUpper(text[:size]) + text[size:]
}

func viewSQLRun(run *run[string, sqlAnswer]) SQLRun {
	at := run.state()
	v := SQLRun{ID: run.id, State: at.state, Statement: run.asked, Columns: []SQLColumn{}, Rows: [][]SQLCell{}, More: at.found.more, Millis: int(at.took.Milliseconds()), At: -1}
	if at.err != nil {
		var problem error
		problem, v.At = sqlProblem(at.err, run.asked)
		v.Error, v.Hint = whyNot(problem)
	}
	if at.state != runDone {
		return v
	}
	for i, name := range at.found.columns {
		v.Columns = append(v.Columns, SQLColumn{Name: name, Numeric: numericColumn(at.found.rows, i)})
	}
	for _, values := range at.found.rows {
		row := make([]SQLCell, 0, len(values))
		for _, value := range values {
			row = append(row, SQLCell{Text: sqlText(value), Null: value == nil})
		}
		v.Rows = append(v.Rows, row)
	}
	return v
}

// numericColumn reports whether a column has numbers and nothing else but
// unknown values.
func numericColumn(rows [][]any, column int) bool {
	some := false
	for _, values := range rows {
		switch values[column].(type) {
		case nil:
		case int64, float64:
			some = true
		default:
			return false
		}
	}
	return some
}
