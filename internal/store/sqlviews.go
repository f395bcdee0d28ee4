package store

import (
	"context"
	"fmt"
	"strings"

	"linkledger/internal/money"
	"linkledger/internal/sqlitex"
)

// SQLView is a table that people may ask of with SQL of their own. It is no part
// of the schema, which can change while the view stays.
type SQLView struct {
	Name    string
	About   string
	Columns []SQLColumn

	from string
}

// SQLColumn is a column of a view.
type SQLColumn struct {
	Name  string
	About string

	value string // an expression; empty where it is the name
}

// SQLViews are all views, those first that are asked most. They hold what the
// log says: edits that wait to be synced are in none, and neither are
// credentials or payees.
func SQLViews() []SQLView {
	return []SQLView{salesView(), clicksView(), rejectedView(), payoutsView(), membersView(), linksView(), offersView(),
		paymentsView(), transfersView(), commissionsView(), currenciesView()}
}

// query is the view in SQL.
func (v SQLView) query() string {
	columns := make([]string, 0, len(v.Columns))
	for _, c := range v.Columns {
		if c.value == "" {
			columns = append(columns, c.Name)
		} else {
			columns = append(columns, c.value+" AS "+c.Name)
		}
	}
	return "SELECT " + strings.Join(columns, ", ") + " FROM " + v.from
}

// SQLRefused says why a statement has no answer.
type SQLRefused = sqlitex.RefusedError

// ErrEnoughRows is for who wants no more rows of an answer.
var ErrEnoughRows = sqlitex.ErrEnough

// Ask answers a statement of somebody's own about the views: see
// sqlitex.DB.Ask. It can neither write nor read anything else.
func (s *Store) Ask(ctx context.Context, statement string, head func(columns []string) error, row func(values []any) error) error {
	var views []sqlitex.View
	for _, v := range SQLViews() {
		views = append(views, sqlitex.View{Name: v.Name, Query: v.query()})
	}
	return s.db.Ask(ctx, sqlitex.Question{Views: views, Statement: statement}, head, row)
}

// Names beside ids, as every view has them. The tables' names stand for
// themselves, so that a view never means another view.
const (
	offerName  = `(SELECT name FROM main.offer WHERE id = %s)`
	memberName = `(SELECT name FROM main.member WHERE id = %s)`
	linkPath   = `(SELECT iif(slug <> '', slug, code) FROM main.link WHERE number = %s)`
	groupName  = `(SELECT name FROM main.member_group WHERE id = %s)`
)

// of puts a column into an expression.
func of(expression, column string) string { return fmt.Sprintf(expression, column) }

// orNull is a text that is NULL where it is not known.
func orNull(column string) string { return "nullif(" + column + ", '')" }

// currenciesView tells how many minor units a currency has.
func currenciesView() SQLView {
	var rows []string
	for _, c := range money.Currencies() {
		unit := 1
		for range c.Digits() {
			unit *= 10
		}
		rows = append(rows, fmt.Sprintf("('%s', %d, %d)", c, c.Digits(), unit))
	}
	return SQLView{Name: "currencies", About: "What the smallest unit of each currency is. Amounts are whole numbers of it, so that they add up exactly: divide by minor_units to read them.",
		Columns: []SQLColumn{
			{"currency", "Code, such as USD.", "column1"},
			{"decimals", "Decimals of an amount: 2 for USD, 0 for JPY.", "column2"},
			{"minor_units", "Smallest units in one: 100 for USD, 1 for JPY.", "column3"},
		}, from: "(VALUES " + strings.Join(rows, ", ") + ")"}
}
