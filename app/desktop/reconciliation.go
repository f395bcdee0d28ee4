package desktop

// Reconciliation compares CJ's rows, what the relay was told, and the shop's
// orders.
type Reconciliation struct{ app *App }

// Options feed the screen.
func (r *Reconciliation) Options() (ReconciliationOptions, error) {
	return ReconciliationOptions{}, fail(errNotBuilt)
}

// SaveAccount keeps the brand's own numbers at CJ.
func (r *Reconciliation) SaveAccount(form AdvertiserAccount) (AdvertiserAccount, error) {
	return AdvertiserAccount{}, fail(errNotBuilt)
}

// OpenOrders has a person choose a CSV of the shop's orders.
func (r *Reconciliation) OpenOrders() (TableView, error) { return TableView{}, fail(errNotBuilt) }

// ImportOrders reads it in.
func (r *Reconciliation) ImportOrders(form TableForm) (OrderImportView, error) {
	return OrderImportView{}, fail(errNotBuilt)
}

// Imports lists the files that were read in, newest first.
func (r *Reconciliation) Imports() ([]OrderImportView, error) { return nil, fail(errNotBuilt) }

// RemoveImport forgets the orders of a file.
func (r *Reconciliation) RemoveImport(id string) ([]OrderImportView, error) {
	return nil, fail(errNotBuilt)
}

// Start begins a comparison and returns at once.
func (r *Reconciliation) Start(form ReconciliationForm) (ReconciliationRun, error) {
	return ReconciliationRun{}, fail(errNotBuilt)
}

// Run is a comparison as it stands.
func (r *Reconciliation) Run(id string) (ReconciliationRun, error) {
	return ReconciliationRun{}, fail(errNotBuilt)
}

// Cancel ends a comparison.
func (r *Reconciliation) Cancel(id string) error { return fail(errNotBuilt) }

// Cases lists a comparison's cases.
func (r *Reconciliation) Cases(filter CaseFilter) (CasePage, error) {
	return CasePage{}, fail(errNotBuilt)
}

// Decide keeps what a person makes of cases.
func (r *Reconciliation) Decide(d CaseDecision) (CaseResult, error) {
	return CaseResult{}, fail(errNotBuilt)
}

// Undo takes a decision back.
func (r *Reconciliation) Undo(id string) (CaseResult, error) { return CaseResult{}, fail(errNotBuilt) }

// Export writes what was decided for CJ, or all cases.
func (r *Reconciliation) Export(form ReconciliationExport) (ExportedFile, error) {
	return ExportedFile{}, fail(errNotBuilt)
}
