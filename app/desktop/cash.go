package desktop

// Cash shows when money moves: what can still be corrected, what CJ will pay,
// and what paying members early would cost.
type Cash struct{ app *App }

// Calendar is the lock calendar.
func (c *Cash) Calendar() (LockCalendar, error) { return LockCalendar{}, fail(errNotBuilt) }

// ExportCalendar writes the lock and payment days as an iCalendar file.
func (c *Cash) ExportCalendar() (ExportedFile, error) { return ExportedFile{}, fail(errNotBuilt) }

// Timeline is the cash timeline.
func (c *Cash) Timeline(filter TimelineFilter) (TimelinePage, error) {
	return TimelinePage{}, fail(errNotBuilt)
}

// Forecast is what paying everybody now would cost.
func (c *Cash) Forecast() (CashForecast, error) { return CashForecast{}, fail(errNotBuilt) }

// AsCJ is the programme as CJ sees it beside the sum of the members.
func (c *Cash) AsCJ(period Period) (AsCJView, error) { return AsCJView{}, fail(errNotBuilt) }

// Settings are how CJ pays this account.
func (c *Cash) Settings() (CashSettings, error) { return CashSettings{}, fail(errNotBuilt) }

// SaveSettings changes them.
func (c *Cash) SaveSettings(form CashSettings) (CashSettings, error) {
	return CashSettings{}, fail(errNotBuilt)
}

// Propose says what a payment of CJ would settle, and the difference.
func (c *Cash) Propose(form ReceiptForm) (ReceiptProposal, error) {
	return ReceiptProposal{}, fail(errNotBuilt)
}

// OpenPaymentFile has a person choose a CSV of a payment of CJ.
func (c *Cash) OpenPaymentFile() (TableView, error) { return TableView{}, fail(errNotBuilt) }

// ReadPaymentFile makes a receipt's form of it: amount, day, reference and the
// commissions that it names.
func (c *Cash) ReadPaymentFile(form TableForm) (ReceiptForm, error) {
	return ReceiptForm{}, fail(errNotBuilt)
}
