//! Arabic joining to presentation forms.
