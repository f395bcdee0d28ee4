package main

import (
	"context"
	"errors"
	"fmt"
	"os/exec"
	"strings"
)

// journal exports the books as a plain-text file, which hledger checks where it
// is installed.
func (j *journey) journal(ctx context.Context) error {
	books, err := j.app.Books.Accounts()
	if err != nil {
		return err
	}
	for _, check := range books.Checks {
		if !check.OK {
			return fmt.Errorf("%s: %s", check.Title, check.Detail)
		}
	}
	for _, c := range books.Currencies {
		j.note("%s: debits %s, credits %s, in %d accounts", c.Currency, c.Debits.Text, c.Credits.Text, len(c.Accounts))
		if c.Debits != c.Credits {
			return errors.New("debits and credits differ")
		}
	}
	file, err := j.app.Books.ExportJournal()
	if err != nil {
		return err
	}
	j.note("journal of %d transfers, SHA-256 %s…", file.Rows, file.Hash[:16])
	if _, err := exec.LookPath("hledger"); err != nil {
		return nil
	}
	if said, err := exec.CommandContext(ctx, "hledger", "check", "--strict", "-f", file.Path).CombinedOutput(); err != nil {
		return fmt.Errorf("hledger refuses the journal: %s", strings.TrimSpace(string(said)))
	}
	j.note("hledger finds no fault in it")
	return nil
}

// backup makes a backup and puts it in the place of the database.
func (j *journey) backup(ctx context.Context) error {
	before, err := j.app.Prove(ctx)
	if err != nil {
		return err
	}
	list, err := j.app.Backups.Now()
	if err != nil {
		return err
	}
	made := list.Items[0]
	check, err := j.app.Backups.Check(made.ID)
	if err != nil || !check.OK {
		return errors.Join(err, errors.New(check.Detail))
	}
	j.note("%d bytes, encrypted. %s", made.Bytes, check.Detail)
	if _, err := j.app.Backups.Restore(made.ID); err != nil {
		return err
	}
	if j.world, err = j.app.World(); err != nil {
		return err
	}
	frozen, err := j.app.Payments.Overview()
	if err != nil {
		return err
	}
	if frozen.Stopped == "" {
		return errors.New("payments went on after the restore, before the log was read")
	}
	j.note("restored; payments: %s", frozen.Stopped)
	if err := j.app.Sync(ctx); err != nil {
		return err
	}
	after, err := j.app.Prove(ctx)
	if err != nil {
		return err
	}
	free, err := j.app.Payments.Overview()
	if err != nil || free.Stopped != "" || after != before {
		return errors.Join(err, fmt.Errorf("after the log was read the chain ends in %s, and before in %s. %s", after, before, free.Stopped))
	}
	j.note("after the log was read, the same chain and payments go on")
	return nil
}
