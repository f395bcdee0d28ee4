package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"linkledger/internal/affiliate"
)

// folding is one transaction that folds entries: what its entries share. All
// that it remembers of rows is as the transaction has them, so a savepoint that
// is gone back to makes it forget.
type folding struct {
	*statements
	sums    sums
	causes  causes
	links   linkMemory
	people  memberMemory
	cash    cashDirty
	cube    cubeWork
	head    string // hash of the book's last transfer
	knows   bool   // of the head
	hopeful bool   // entries have no savepoints of their own
}

func begin(tx *sql.Tx) *folding {
	f := &folding{statements: prepare(tx), cube: newCubeWork()}
	f.forget()
	return f
}

// forget is called when the transaction goes back to a savepoint.
func (f *folding) forget() {
	f.sums, f.causes, f.links, f.people = newSums(), causes{}, linkMemory{}, newMemberMemory()
	f.cash, f.knows = cashDirty{}, false
	f.cube.forget()
}

// together is how many entries share a savepoint. With one each, the pages that
// an entry changes would be copied for each; with many, SQLite walks a long list
// of copies at the end of each statement that writes more than one row.
const together = 64

// errComeBack says that an entry wrote something and then could not go on.
var errComeBack = errors.New("an entry has to be folded with a savepoint of its own")

// entries folds some entries in order. They share a savepoint as long as all
// goes well; where one of them can't stand, they are folded again with a
// savepoint each, so that what is left out is that one alone.
func (f *folding) entries(ctx context.Context, list []affiliate.Entry, fold func(affiliate.Entry) error) error {
	for len(list) > 0 {
		some := list[:min(together, len(list))]
		list = list[len(some):]
		if err := f.exec(ctx, `SAVEPOINT together`); err != nil {
			return err
		}
		err := f.run(ctx, some, true, fold)
		if errors.Is(err, errComeBack) {
			if err := f.comeBack(ctx, `together`); err != nil {
				return err
			}
			err = f.run(ctx, some, false, fold)
		}
		if err != nil {
			return err
		}
		if err := f.exec(ctx, `RELEASE together`); err != nil {
			return err
		}
	}
	return f.writeCube(ctx)
}

func (f *folding) run(ctx context.Context, list []affiliate.Entry, hopeful bool, fold func(affiliate.Entry) error) error {
	f.hopeful = hopeful
	defer func() { f.hopeful = false }()
	for _, e := range list {
		if err := fold(e); err != nil {
			return err
		}
	}
	clear(f.causes)
	return f.settle(ctx)
}

// entry folds one entry.
func (f *folding) entry(ctx context.Context, e affiliate.Entry, fold func(*Tx, affiliate.Entry) error) error {
	if err := fold(&Tx{run: f, entry: e}, e); err != nil {
		return fmt.Errorf("fold entry %d (%s): %w", e.Seq, e.Kind, err)
	}
	return nil
}

func (f *folding) comeBack(ctx context.Context, savepoint string) error {
	f.forget()
	return f.exec(ctx, `ROLLBACK TO `+savepoint)
}

// settle writes all that is remembered and not written yet.
func (f *folding) settle(ctx context.Context) error {
	err := errors.Join(f.flush(ctx), f.cash.flush(ctx, f.statements))
	if err == nil {
		f.cube.settled()
	}
	return err
}

// flush writes the sums that something is about to read.
func (f *folding) flush(ctx context.Context) error { return f.sums.flush(ctx, f.statements) }
