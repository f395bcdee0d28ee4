package main

import (
	"context"
	"database/sql"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	_ "modernc.org/sqlite" // the engine
)

// factTable is one of raw facts: columns with the types that suit engines best.
type factTable struct {
	name    string
	columns []string // in the order of the file, each with d day, n number or t text
}

var factTables = []factTable{
	{"clicks", []string{"d day", "n hour", "n link", "n member", "n offer", "t country", "t device", "t browser", "t referrer", "t rejected", "n first"}},
	{"conversions", []string{"d day", "n hour", "n link", "n member", "n offer", "t currency", "t status", "n sale", "n commission", "t country", "t device",
		"t browser", "t referrer", "t customer", "t coupon"}},
	{"payouts", []string{"d day", "n member", "n offer", "t currency", "n amount"}},
}

// fill reads a file into tables, in transactions of many rows.
func (t factTable) fill(ctx context.Context, text io.Reader, into ...*engine) (n int, err error) {
	file := csv.NewReader(text)
	file.ReuseRecord = true
	if _, err := file.Read(); err != nil { // its head
		return 0, err
	}
	var writers []func([]any) error
	for _, e := range into {
		write, done, err := e.writer(ctx, t)
		if err != nil {
			return 0, err
		}
		writers = append(writers, write)
		defer func() { err = errors.Join(err, done(err)) }()
	}
	values := make([]any, len(t.columns))
	for {
		record, err := file.Read()
		if errors.Is(err, io.EOF) {
			return n, nil
		}
		if err != nil {
			return n, err
		}
		for i, column := range t.columns {
			if values[i], err = fact(column[0], record[i]); err != nil {
				return n, fmt.Errorf("%s: %w", column, err)
			}
		}
		for _, write := range writers {
			if err := write(values); err != nil {
				return n, err
			}
		}
		n++
	}
}

// fact is a value of a file. Of an id only its number is taken, which engines
// add up faster than a text.
func fact(kind byte, text string) (any, error) {
	if kind != 'n' {
		return text, nil
	}
	digits := strings.TrimLeft(text, "abcdefghijklmnopqrstuvwxyz")
	if digits == "" {
		return int64(-1), nil
	}
	return strconv.ParseInt(digits, 10, 64)
}

// engine is a peer that answers questions on the raw facts.
type engine struct {
	name  string
	db    *sql.DB
	day   string            // its type of days
	words *strings.Replacer // of its dialect

	writer func(ctx context.Context, t factTable) (write func([]any) error, done func(error) error, err error)
}

func (e *engine) close() { _ = e.db.Close() } // what it has is thrown away

// create makes a table of facts.
func (e *engine) create(ctx context.Context, t factTable) error {
	types := map[byte]string{'d': e.day, 'n': "INTEGER", 't': "TEXT"}
	var columns []string
	for _, column := range t.columns {
		columns = append(columns, column[2:]+" "+types[column[0]]+" NOT NULL")
	}
	_, err := e.db.ExecContext(ctx, "CREATE TABLE "+t.name+" ("+strings.Join(columns, ", ")+")")
	return err
}

// ask asks and fetches all rows.
func (e *engine) ask(ctx context.Context, q question) (t taken, err error) {
	text := e.words.Replace(q.sql())
	began := time.Now()
	rows, err := e.db.QueryContext(ctx, text)
	if err != nil {
		return t, err
	}
	defer rows.Close()
	keys, figures := make([]any, len(q.keys)), make([]int64, len(q.columns()))
	t.Sums = make([]int64, len(figures))
	var places []any
	for i := range keys {
		places = append(places, &keys[i])
	}
	for i := range figures {
		places = append(places, &figures[i])
	}
	for rows.Next() {
		if err := rows.Scan(places...); err != nil {
			return t, err
		}
		t.Rows++
		for i, n := range figures {
			t.Sums[i] += n
		}
	}
	t.MS = time.Since(began).Seconds() * 1000
	return t, rows.Err()
}

func openSQLite(path string) (*engine, error) {
	db, err := sql.Open("sqlite", "file:"+path+"?_pragma=journal_mode(OFF)&_pragma=synchronous(OFF)&_pragma=cache_size(-262144)")
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(1)
	e := &engine{name: "SQLite", db: db, day: "TEXT", words: strings.NewReplacer("{month}", "substr(day, 1, 7)",
		"{week}", "date(day, 'weekday 0', '-6 days')", "{weekday}", "CAST(strftime('%w', day) AS INTEGER)")}
	e.writer = e.insert
	return e, nil
}

// insert writes rows by a prepared statement in one transaction.
func (e *engine) insert(ctx context.Context, t factTable) (func([]any) error, func(error) error, error) {
	if err := e.create(ctx, t); err != nil {
		return nil, nil, err
	}
	tx, err := e.db.BeginTx(ctx, nil)
	if err != nil {
		return nil, nil, err
	}
	stmt, err := tx.PrepareContext(ctx, "INSERT INTO "+t.name+" VALUES (?"+strings.Repeat(", ?", len(t.columns)-1)+")")
	if err != nil {
		return nil, nil, errors.Join(err, tx.Rollback())
	}
	write := func(values []any) error {
		_, err := stmt.Exec(values...)
		return err
	}
	done := func(failed error) error {
		if failed != nil {
			return tx.Rollback()
		}
		return tx.Commit()
	}
	return write, done, nil
}

// index makes indexes that cover the questions by day, member and offer.
func (e *engine) index(ctx context.Context) error {
	for _, statement := range []string{
		`CREATE INDEX clicks_day ON clicks (day, member, offer, rejected)`,
		`CREATE INDEX clicks_member ON clicks (member, day, offer, rejected)`,
		`CREATE INDEX conversions_day ON conversions (day, member, offer, currency, status, sale, commission)`,
		`CREATE INDEX conversions_member ON conversions (member, day, offer, currency, status, sale, commission)`,
		`CREATE INDEX payouts_day ON payouts (day, member, offer, currency, amount)`,
		`CREATE INDEX payouts_member ON payouts (member, day, offer, currency, amount)`,
		`ANALYZE`,
	} {
		if _, err := e.db.ExecContext(ctx, statement); err != nil {
			return err
		}
	}
	return nil
}
