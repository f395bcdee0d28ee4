package main

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"strings"
	"time"

	"github.com/duckdb/duckdb-go/v2"
)

// openDuckDB opens a database of two threads.
func openDuckDB(path string) (*engine, error) {
	connector, err := duckdb.NewConnector(path+"?threads=2", nil)
	if err != nil {
		return nil, err
	}
	e := &engine{name: "DuckDB", db: sql.OpenDB(connector), day: "DATE", words: strings.NewReplacer("{month}", "date_trunc('month', day)",
		"{week}", "date_trunc('week', day)", "{weekday}", "isodow(day)")}
	e.writer = func(ctx context.Context, t factTable) (func([]any) error, func(error) error, error) {
		if err := e.create(ctx, t); err != nil {
			return nil, nil, err
		}
		return appendTo(ctx, connector, t)
	}
	return e, nil
}

// appendTo writes rows by DuckDB's own way for many.
func appendTo(ctx context.Context, connector *duckdb.Connector, t factTable) (func([]any) error, func(error) error, error) {
	conn, err := connector.Connect(ctx)
	if err != nil {
		return nil, nil, err
	}
	appender, err := duckdb.NewAppenderFromConn(conn, "", t.name)
	if err != nil {
		return nil, nil, errors.Join(err, conn.Close())
	}
	row, days := make([]driver.Value, len(t.columns)), map[string]time.Time{}
	write := func(values []any) error {
		for i, column := range t.columns {
			switch v := values[i].(type) {
			case int64:
				row[i] = int32(v)
			case string:
				row[i] = v
				if column[0] == 'd' {
					day, known := days[v]
					if !known {
						if day, err = time.Parse(time.DateOnly, v); err != nil {
							return err
						}
						days[v] = day
					}
					row[i] = day
				}
			}
		}
		return appender.AppendRow(row...)
	}
	return write, func(error) error { return errors.Join(appender.Close(), conn.Close()) }, nil
}
