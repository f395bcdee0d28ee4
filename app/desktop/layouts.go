package desktop

import (
	"context"
	"encoding/json"
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"linkledger/internal/affiliate"
)

// Layouts keeps how a person has set up the tables of the screens.
type Layouts struct{ app *App }

const layoutPrefix = "layout:"

const (
	maxViews       = 50
	maxViewName    = 60 // characters
	maxViewQuery   = 2000
	maxLayoutNames = 100 // columns
)

// layoutName is what tables, columns and views are called by.
var layoutName = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._-]{0,59}$`)

// Read is the layout of a table; one that nobody has set up has none.
func (l *Layouts) Read(table string) (TableLayout, error) {
	return do(l.app, func(s *session) (TableLayout, error) {
		layout := TableLayout{Table: table}
		if !layoutName.MatchString(table) {
			return layout, noSuchTable(table)
		}
		raw, err := s.store.Noted(context.Background(), layoutPrefix+table)
		if err != nil || raw == "" {
			return layout, err
		}
		if err := json.Unmarshal([]byte(raw), &layout); err != nil {
			return TableLayout{Table: table}, nil // of another version: a fresh layout harms nobody
		}
		layout.Table = table
		return layout, nil
	})
}

// Keep replaces the layout of a table.
func (l *Layouts) Keep(layout TableLayout) (TableLayout, error) {
	return do(l.app, func(s *session) (TableLayout, error) {
		layout, err := checkedLayout(layout)
		if err != nil {
			return layout, err
		}
		raw, err := json.Marshal(layout)
		if err != nil {
			return layout, err
		}
		return layout, s.store.Note(context.Background(), layoutPrefix+layout.Table, string(raw))
	})
}

func checkedLayout(layout TableLayout) (TableLayout, error) {
	if !layoutName.MatchString(layout.Table) {
		return layout, noSuchTable(layout.Table)
	}
	if len(layout.Views) > maxViews {
		return layout, affiliate.Errorf(affiliate.Invalid, "A table keeps at most %d views.", maxViews).WithHint("Delete one that you don't use.")
	}
	if err := checkColumns(layout.Hidden, layout.Shown); err != nil {
		return layout, err
	}
	views := slices.Clone(layout.Views)
	ids, names := map[string]bool{}, map[string]bool{}
	for i := range views {
		v := &views[i]
		v.Name = clean(v.Name)
		switch name := strings.ToLower(v.Name); {
		case v.Name == "" || utf8.RuneCountInString(v.Name) > maxViewName || !utf8.ValidString(v.Name):
			return layout, field("name", fmt.Sprintf("Give the view a name of at most %d characters.", maxViewName))
		case names[name]:
			return layout, field("name", "Another view has this name.")
		case !layoutName.MatchString(v.ID) || ids[v.ID]:
			return layout, affiliate.Errorf(affiliate.Invalid, "The view %q can't be kept.", v.Name)
		default:
			ids[v.ID], names[name] = true, true
		}
		if _, err := url.ParseQuery(v.Query); err != nil || len(v.Query) > maxViewQuery {
			return layout, affiliate.Errorf(affiliate.Invalid, "The filters of the view %q can't be kept.", v.Name).WithHint("Clear some of them and save the view again.")
		}
		if err := checkColumns(v.Hidden, v.Shown); err != nil {
			return layout, err
		}
	}
	layout.Views = views
	if !ids[layout.Default] {
		layout.Default = ""
	}
	return layout, nil
}

func checkColumns(lists ...[]string) error {
	for _, list := range lists {
		if len(list) > maxLayoutNames || slices.ContainsFunc(list, func(name string) bool { return !layoutName.MatchString(name) }) {
			return affiliate.Errorf(affiliate.Invalid, "These columns can't be kept.")
		}
	}
	return nil
}

func noSuchTable(table string) error {
	return affiliate.Errorf(affiliate.NotFound, "There is no table %q.", table)
}
